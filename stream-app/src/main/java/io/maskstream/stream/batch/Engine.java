package io.maskstream.stream.batch;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.LoadedModel;
import java.time.Duration;
import java.util.Optional;

/**
 * Decodes, batches and infers for every task of this JVM. Safe for many threads.
 *
 * <p>A frame is bound to the serving model when its decoding starts, and keeps it.
 */
public interface Engine extends AutoCloseable {

    /** @param task unique among open lanes, for logs */
    Lane lane(String task);

    /**
     * Makes a loaded, warmed and checked model the serving one. The engine owns it from here on: the model before it
     * serves the frames that are bound to it and is closed after the last.
     *
     * @throws ModelException when a predictor cannot be opened, or the model was not calibrated for what the settings ask; the model before goes on serving and the caller still
     *     owns the new one
     */
    default void install(LoadedModel model) {
        install(model, Duration.ZERO);
    }

    /**
     * As {@link #install(LoadedModel)}, for who knows how fast the model is.
     *
     * @param imageTime of one image in a batch, as measured when warming up; until the engine has its own measurement this
     *     bounds batches and what is in flight, so that a slow model does not begin with more than it can do in time.
     *     Zero: not known
     */
    void install(LoadedModel model, Duration imageTime);

    /** The model that new frames are bound to; empty before the first. Device is that of the first slot. */
    Optional<ModelIdentity> serving();

    /** Why the engine is broken, if it is. */
    Optional<Throwable> failure();

    /** Images admitted whose inference is not complete. */
    int imagesInFlight();

    /** Images decoded and not yet in a batch. */
    int imagesWaiting();

    /** Images that were in flight when a process died, and wait for their examination. */
    int imagesSuspected();

    /** Ends the workers after the batches that run, then closes every model. Idempotent. */
    @Override
    void close();
}

package io.maskstream.stream.batch;

import io.maskstream.stream.fetch.FetchException;
import io.maskstream.stream.fetch.FetchListener;
import io.maskstream.stream.infer.SuspectVerdict;
import java.time.Duration;
import java.util.Optional;

/** What an engine reports while it runs. Called on the engine's threads; must return at once and never throw. */
public interface EngineListener extends FetchListener {

    void onDecoded(Duration time);

    /** The bytes were of another format than the frame declared; they were decoded by what they are. */
    void onFormatDiffers();

    void onBatch(ModelIdentity model, int images, Duration oldestWait, Duration inference);

    /** A native call did not return in time and its worker was given up. */
    void onWorkerAbandoned(String device);

    /** An image that was in flight when a process died was examined. */
    void onSuspect(SuspectVerdict verdict);

    EngineListener NONE = new EngineListener() {
        @Override
        public void onFetchAttempt(Optional<FetchException.Kind> failure, Duration took) {}

        @Override
        public void onDecoded(Duration time) {}

        @Override
        public void onFormatDiffers() {}

        @Override
        public void onBatch(ModelIdentity model, int images, Duration oldestWait, Duration inference) {}

        @Override
        public void onWorkerAbandoned(String device) {}

        @Override
        public void onSuspect(SuspectVerdict verdict) {}
    };
}

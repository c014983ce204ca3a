package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Samples;

/** A model in the memory of every device of its runtime. Safe for many threads. */
public interface LoadedModel extends AutoCloseable {

    ModelSpec spec();

    /** SHA-256 of the model file, lower-case hex. */
    String sha256();

    Samples samples();

    /**
     * A new predictor on a slot; the caller closes it before the model.
     *
     * @throws ModelException when the device refuses, or {@code CLOSED}
     */
    BatchPredictor predictor(DeviceSlot slot);

    /**
     * Frees the native memory. Idempotent. The caller has drained first. Where a {@link BatchPredictor#predict} still
     * runs (one that hangs and was given up), nothing waits and nothing breaks: the memory goes when that call returns.
     */
    @Override
    void close();
}

package io.maskstream.stream.infer;

import io.maskstream.model.runtime.DeviceSlot;
import java.util.Optional;

/** Where workers get their batches. Safe for many threads. */
public interface BatchSource {

    /**
     * Waits for the next batch for a slot, of at most {@link ServedModel#maxBatch} images.
     *
     * @return empty: the worker is to end
     */
    Optional<Batch> take(DeviceSlot slot) throws InterruptedException;
}

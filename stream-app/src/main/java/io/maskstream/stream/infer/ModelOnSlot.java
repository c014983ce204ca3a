package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import org.jspecify.annotations.Nullable;

/**
 * One model on one slot: its predictor, and what was learnt about batch sizes there.
 *
 * <p>The predictor belongs to the slot's worker while the model is leased, then to whoever gave back the last lease; leases
 * hand over the memory. The limits may be read by any thread.
 */
final class ModelOnSlot {

    private final LoadedModel model;
    private final DeviceSlot slot;
    private final BatchLimits limits;
    private final Throughput throughput;
    private volatile int fits;
    private @Nullable BatchPredictor predictor;

    ModelOnSlot(LoadedModel model, DeviceSlot slot, BatchLimits limits, Throughput throughput, int fits) {
        this.model = model;
        this.slot = slot;
        this.limits = limits;
        this.throughput = throughput;
        this.fits = fits;
    }

    /** The same slot without a predictor: the one before is inside a call that does not return. */
    ModelOnSlot successor() {
        return new ModelOnSlot(model, slot, limits, throughput, fits);
    }

    /**
     * Opens the predictor if there is none.
     *
     * @throws ModelException when the device refuses
     */
    BatchPredictor predictor() {
        BatchPredictor open = predictor;
        if (open == null) {
            open = model.predictor(slot);
            predictor = open;
        }
        return open;
    }

    /** Idempotent. No call runs. */
    void closePredictor() {
        BatchPredictor open = predictor;
        predictor = null;
        if (open != null) open.close();
    }

    /** Images that a batch may have: by setting, by memory and by time. */
    int maxBatch() {
        int byTime = throughput.isKnown()
                ? (int) Math.min(Integer.MAX_VALUE, limits.maxTime().toNanos() / throughput.nanosPerImage())
                : limits.maxImages();
        return Math.max(1, Math.min(byTime, Math.min(fits, limits.maxImages())));
    }

    /** The device's memory does not hold a batch of this size; half of it may do. Stays so for this model. */
    void doesNotFit(int images) {
        fits = Math.min(fits, Math.max(1, images / 2));
    }

    Throughput throughput() {
        return throughput;
    }
}

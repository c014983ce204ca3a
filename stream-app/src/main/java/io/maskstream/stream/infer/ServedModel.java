package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model with a predictor on every slot, open for as long as somebody holds a lease. Safe for many threads.
 *
 * <p>The first lease is the serving one: {@link #release} of it retires the model. Whoever gives back the last lease closes
 * the predictors and then the model; no call can be running then, because every image in a call holds a lease, and so
 * does a call that was given up.
 */
public final class ServedModel {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final LoadedModel model;
    private final int generation;
    private final Map<DeviceSlot, ModelOnSlot> slots = new LinkedHashMap<>();
    private int leases = 1;

    private ServedModel(LoadedModel model, int generation) {
        this.model = model;
        this.generation = generation;
    }

    /**
     * Opens a predictor on every slot.
     *
     * @param generation grows with every model that is installed; older ones run first
     * @param imageTime expected of one image before anything is measured; zero: not known
     * @throws ModelException when a predictor cannot be opened; those that were are closed, the model is not
     */
    public static ServedModel open(
            LoadedModel model, List<DeviceSlot> slots, int generation, BatchLimits limits, Duration imageTime) {
        ServedModel served = new ServedModel(model, generation);
        try {
            for (DeviceSlot slot : slots) {
                ModelOnSlot onSlot =
                        new ModelOnSlot(model, slot, limits, new Throughput(imageTime.toNanos()), limits.maxImages());
                served.slots.put(slot, onSlot);
                onSlot.predictor();
            }
            return served;
        } catch (RuntimeException e) {
            served.closePredictors();
            throw e instanceof ModelException known
                    ? known
                    : new ModelException(
                            ModelException.Kind.LOAD_FAILED, "cannot open predictors of " + served + ": " + e, e);
        }
    }

    public ModelSpec spec() {
        return model.spec();
    }

    /** SHA-256 of the model file, lower-case hex. */
    public String sha256() {
        return model.sha256();
    }

    /** Of the first slot. */
    String device() {
        return slots.keySet().iterator().next().device();
    }

    public int generation() {
        return generation;
    }

    /** Images that a batch on this slot may have now. */
    public synchronized int maxBatch(DeviceSlot slot) {
        return on(slot).maxBatch();
    }

    /** Images in one full batch on every slot. */
    public synchronized int fullBatches() {
        return slots.values().stream().mapToInt(ModelOnSlot::maxBatch).sum();
    }

    /** Of all slots together when busy; 0 when nothing is measured yet. */
    public synchronized double imagesPerSecond() {
        return slots.values().stream()
                .mapToDouble(slot -> slot.throughput().imagesPerSecond())
                .sum();
    }

    /** Keeps the model open. False when it is closed already. */
    public synchronized boolean lease() {
        if (leases == 0) return false;
        leases++;
        return true;
    }

    /** Gives a lease back, once. The last one closes the model. */
    public void release() {
        synchronized (this) {
            if (leases == 0) throw new IllegalStateException(this + ": released more often than leased");
            if (--leases > 0) return;
        }
        closePredictors();
        try {
            model.close();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("model", this).setCause(e).log("model does not close, its memory is lost");
        }
    }

    synchronized ModelOnSlot on(DeviceSlot slot) {
        ModelOnSlot found = slots.get(slot);
        if (found == null) throw new IllegalArgumentException("slot " + slot + " is not one of " + slots.keySet());
        return found;
    }

    /** A call on this slot is given up: its predictor stays with it, and the slot gets another. */
    synchronized void replace(DeviceSlot slot) {
        slots.put(slot, on(slot).successor());
    }

    LoadedModel loaded() {
        return model;
    }

    private void closePredictors() {
        for (ModelOnSlot slot : slots.values()) {
            try {
                slot.closePredictor();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("model", this).setCause(e).log("predictor does not close");
            }
        }
    }

    @Override
    public String toString() {
        return spec().name() + "/" + spec().version();
    }
}

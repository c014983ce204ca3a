package io.maskstream.stream.batch;

import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.infer.BatchLimits;
import io.maskstream.stream.infer.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that new frames are bound to, and how it is exchanged. Safe for many threads; an exchange opens the new
 * predictors first, so that the old model serves until the new one can.
 */
final class ServingModel implements AutoCloseable {

    private final List<DeviceSlot> slots;
    private final BatchLimits limits;
    private volatile @Nullable ServedModel serving;
    private int installed;
    private boolean closed;

    ServingModel(List<DeviceSlot> slots, BatchLimits limits) {
        this.slots = List.copyOf(slots);
        this.limits = limits;
    }

    /** @throws io.maskstream.model.ModelException when a predictor cannot be opened; nothing has changed then */
    synchronized void install(LoadedModel model, Duration imageTime) {
        if (closed) throw new EngineFailedException("the engine is closed: it takes no model");
        ServedModel next = ServedModel.open(model, slots, installed + 1, limits, imageTime);
        installed++;
        ServedModel before = serving;
        serving = next;
        if (before != null) before.release();
    }

    Optional<ServedModel> current() {
        return Optional.ofNullable(serving);
    }

    /** The serving model, kept open for the caller; empty before the first and after close. */
    Optional<ServedModel> lease() {
        while (true) {
            ServedModel seen = serving;
            if (seen == null) return Optional.empty();
            // Fails when it was exchanged and closed between the two lines; then there is another to look at.
            if (seen.lease()) return Optional.of(seen);
        }
    }

    /** New frames are bound to none. The model closes after its last frame. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        ServedModel last = serving;
        serving = null;
        if (last != null) last.release();
    }
}

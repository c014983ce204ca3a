package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.infer.Isolation.Step;
import io.maskstream.stream.journal.Region;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches and runs them on one slot, one at a time. Everything here is its own thread's, save the call under way,
 * which the watchdog may give up: the thread then leaves without touching the batch again.
 */
final class DeviceWorker implements Runnable {

    private final DeviceSlot slot;
    private final DeviceWorkers pool;
    private final Region region;
    private final BatchMemory memory = new BatchMemory();
    private final Optional<Isolation> inherited;
    private volatile @Nullable Call call;

    /**
     * @param region of the crash journal, closed by the worker's thread
     * @param inherited what a predecessor's call, given up, left to do
     */
    DeviceWorker(DeviceSlot slot, DeviceWorkers pool, Region region, Optional<Isolation> inherited) {
        this.slot = slot;
        this.pool = pool;
        this.region = region;
        this.inherited = inherited;
    }

    DeviceSlot slot() {
        return slot;
    }

    /** The call that has run for longer than this, settled for the caller; empty when there is none. */
    Optional<Call> giveUpAfter(Duration timeout, long nowNanos) {
        Call running = call;
        if (running == null || nowNanos - running.startNanos() < timeout.toNanos()) return Optional.empty();
        return running.settle() ? Optional.of(running) : Optional.empty();
    }

    @Override
    public void run() {
        boolean mine = true;
        try {
            if (inherited.isPresent()) mine = finish(inherited.get());
            while (mine) {
                Optional<Batch> batch = pool.source().take(slot);
                if (batch.isEmpty()) break;
                mine = finish(new Isolation(batch.get()));
            }
        } catch (InterruptedException e) {
            // Nobody but a stranger interrupts this thread; without it the slot is dead.
            pool.fail(e);
        } catch (Throwable e) {
            pool.fail(e);
        } finally {
            region.close();
            if (mine) pool.ended();
        }
    }

    /** Works until every image has ended; false when a successor goes on with it. */
    private boolean finish(Isolation work) {
        boolean mine = true;
        try {
            while (mine && !pool.isStopping()) {
                Optional<Step> step = work.next();
                if (step.isEmpty()) return true;
                mine = step.get() instanceof Step.Attempt attempt ? attempt(work, attempt) : control(work);
            }
            return mine;
        } finally {
            if (mine) work.dropRest();
        }
    }

    private boolean attempt(Isolation work, Step.Attempt attempt) {
        ServedModel model = work.model();
        List<InferenceJob> jobs = attempt.jobs();
        int floats = model.spec().input().floats();
        FloatBuffer images = memory.images(jobs.size() * floats);
        for (int i = 0; i < jobs.size(); i++) images.put(i * floats, jobs.get(i).pixels(), 0, floats);

        ModelOnSlot onSlot = model.on(slot);
        Instant startedAt = pool.time().now();
        region.begin(jobs.stream().map(InferenceJob::entry).toList());
        CallEnd end = call(onSlot, work, images, jobs.size());
        region.clear();
        if (!end.mine()) return false;
        if (end.failure().isPresent()) {
            Fault fault = Fault.of(end.failure().get());
            if (fault.kind() == Fault.Kind.OUT_OF_MEMORY) onSlot.doesNotFit(jobs.size());
            work.failed(fault);
            return true;
        }
        onSlot.throughput().observe(jobs.size(), end.tookNanos());
        Run run = new Run(slot.device(), startedAt, end.startNanos(), Duration.ofNanos(end.tookNanos()), jobs.size());
        long oldest = jobs.stream().mapToLong(InferenceJob::readyNanos).min().orElseThrow();
        pool.events().ran(model, run, Duration.ofNanos(run.startNanos() - oldest));
        work.returned(memory.logits(0), run, pool.settings());
        return true;
    }

    private boolean control(Isolation work) {
        ModelOnSlot onSlot = work.model().on(slot);
        Control control = Control.of(work.model().loaded());
        FloatBuffer images = memory.images(control.pixels().length);
        images.put(0, control.pixels());
        CallEnd end = call(onSlot, work, images, 1);
        if (!end.mine()) return false;
        Optional<RuntimeException> failure = end.failure().or(() -> control.complaint(memory.logits(0)));
        if (failure.isEmpty()) {
            work.controlPassed();
            return true;
        }
        // What is wrong may be the predictor's state: the next try opens another.
        onSlot.closePredictor();
        if (!work.failed(Fault.of(failure.get())))
            throw new ModelException(
                    ModelException.Kind.INFERENCE_FAILED,
                    "model " + work.model() + " failed " + Isolation.CONTROL_TRIES
                            + " times on its own sample on device " + slot.device()
                            + ": the model or the device is broken, no image is to blame",
                    failure.get());
        return true;
    }

    /** Opens the predictor if need be and runs it, under watch. */
    private CallEnd call(ModelOnSlot onSlot, Isolation work, FloatBuffer images, int count) {
        float[] logits = memory.logits(count * work.model().spec().classes());
        Call started = new Call(work, pool.time().nanos());
        call = started;
        Throwable thrown = null;
        try {
            onSlot.predictor().predict(images, count, logits);
        } catch (Throwable e) {
            thrown = e;
        }
        long took = pool.time().nanos() - started.startNanos();
        call = null;
        boolean mine = started.settle();
        if (!mine) leaveLate(onSlot, work.model());
        else if (thrown instanceof Error error) throw error;
        return new CallEnd(
                mine, started.startNanos(), took, Optional.ofNullable(thrown).map(RuntimeException.class::cast));
    }

    /** A call that was given up did return: its predictor is nobody's else, and the model was kept open for it. */
    private static void leaveLate(ModelOnSlot onSlot, ServedModel model) {
        try {
            onSlot.closePredictor();
        } finally {
            model.release();
        }
    }

    private record CallEnd(boolean mine, long startNanos, long tookNanos, Optional<RuntimeException> failure) {}
}

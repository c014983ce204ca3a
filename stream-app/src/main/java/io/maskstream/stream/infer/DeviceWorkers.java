package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.journal.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The workers of all slots and their watchdog. Safe for many threads.
 *
 * <p>Threads are named {@code maskstream-infer-SLOT} ({@code -N} for the Nth successor) and {@code maskstream-watchdog},
 * and are daemons: a hung native call cannot be ended and must not keep the JVM alive.
 */
public final class DeviceWorkers implements AutoCloseable {

    /** A thread that hangs cannot be ended, so the process must be, before they add up. */
    public static final int ABANDONED_AT_MOST = 3;

    private final BatchSource source;
    private final InferenceEvents events;
    private final InferenceSettings settings;
    private final EngineTime time;
    private final Optional<CrashJournal> journal;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<DeviceSlot, DeviceWorker> workers = new LinkedHashMap<>();
    private int alive;
    private int abandoned;
    private boolean closed;
    private volatile boolean stopping;

    private DeviceWorkers(
            BatchSource source,
            InferenceEvents events,
            InferenceSettings settings,
            EngineTime time,
            Optional<CrashJournal> journal) {
        this.source = source;
        this.events = events;
        this.settings = settings;
        this.time = time;
        this.journal = journal;
    }

    /**
     * Starts a worker for every slot.
     *
     * @param journal with a region for every slot, and {@link #ABANDONED_AT_MOST} more
     */
    public static DeviceWorkers start(
            List<DeviceSlot> slots,
            BatchSource source,
            InferenceEvents events,
            InferenceSettings settings,
            EngineTime time,
            Optional<CrashJournal> journal) {
        DeviceWorkers started = new DeviceWorkers(source, events, settings, time, journal);
        started.lock.lock();
        try {
            for (DeviceSlot slot : slots) started.start(slot, Optional.empty());
        } finally {
            started.lock.unlock();
        }
        daemon("maskstream-watchdog", new Watchdog(started));
        return started;
    }

    BatchSource source() {
        return source;
    }

    InferenceEvents events() {
        return events;
    }

    InferenceSettings settings() {
        return settings;
    }

    EngineTime time() {
        return time;
    }

    /** Workers end after the call that runs. */
    boolean isStopping() {
        return stopping;
    }

    /** The first failure stops all workers and is reported; later ones are its consequence. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (stopping) return;
            stopping = true;
        } finally {
            lock.unlock();
        }
        events.failed(cause);
    }

    /** A worker's thread ends, or is given up without successor. */
    void ended() {
        lock.lock();
        try {
            alive--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the calls that are overdue. By the watchdog only. */
    void inspect() {
        for (DeviceWorker worker : running())
            worker.giveUpAfter(settings.timeout(), time.nanos()).ifPresent(call -> replace(worker, call.work()));
    }

    /** Waits until it is time to look again; false when there is nothing to look after any more. */
    boolean awaitInspection() throws InterruptedException {
        lock.lock();
        try {
            if (!closed) time.await(changed, Math.max(1, settings.timeout().toNanos() / 4));
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private List<DeviceWorker> running() {
        lock.lock();
        try {
            return List.copyOf(workers.values());
        } finally {
            lock.unlock();
        }
    }

    /** Puts a new worker in the place of one whose call was given up; its work goes over. */
    private void replace(DeviceWorker hung, Isolation work) {
        DeviceSlot slot = hung.slot();
        // The call keeps the model open, and its own predictor, for as long as it runs.
        if (!work.model().lease()) throw new IllegalStateException(work.model() + " was closed while a call ran");
        work.model().replace(slot);
        events.abandoned(slot);
        Fault fault = Fault.timeout(settings.timeout());
        boolean tryAgain = work.failed(fault);
        boolean goesOn;
        lock.lock();
        try {
            abandoned++;
            tryAgain &= abandoned < ABANDONED_AT_MOST;
            goesOn = tryAgain && !stopping;
            workers.remove(slot);
            if (goesOn) start(slot, Optional.of(work));
        } finally {
            lock.unlock();
        }
        if (!goesOn) work.dropRest();
        ended();
        if (!tryAgain)
            fail(new ModelException(
                    ModelException.Kind.INFERENCE_FAILED,
                    "model " + work.model() + " on device " + slot.device() + ": " + fault.message()
                            + ", again and again; only ending the process frees the threads that hang"));
    }

    private void start(DeviceSlot slot, Optional<Isolation> inherited) {
        Region region = journal.map(CrashJournal::region).orElse(Region.NONE);
        DeviceWorker worker = new DeviceWorker(slot, this, region, inherited);
        workers.put(slot, worker);
        alive++;
        String name = "maskstream-infer-" + slot.index();
        daemon(inherited.isPresent() ? name + "-" + abandoned : name, worker);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the workers after the calls that run. Waits for them; those that hang are given up. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            // The watchdog goes on meanwhile and gives up whatever hangs, so that this ends.
            while (alive > 0) changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            changed.signalAll();
            lock.unlock();
        }
    }
}

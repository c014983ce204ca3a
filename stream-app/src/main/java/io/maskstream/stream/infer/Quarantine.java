package io.maskstream.stream.infer;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.journal.JournalEntry;
import io.maskstream.stream.quarantine.Examination;
import io.maskstream.stream.quarantine.Examiner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspect images, one after the other, alone, in a child JVM. One that survives is classified there and then, and so never enters the native code of this
 * process; one that takes two children down, each of which had just passed the control, is rejected. Safe for many threads;
 * works on its own, a daemon {@code maskstream-quarantine}. Its queue is bounded by whoever admits frames.
 *
 * <p>That a process died with an image in flight is held against it by nobody: the cause may have been its neighbour or
 * somebody's SIGKILL.
 */
public final class Quarantine implements AutoCloseable {

    /** The first may be the system's doing, which ends what takes too much memory. */
    static final int KILLS = 2;

    /** A child costs memory while it waits. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final CrashGuard guard;
    private final ChildOfModel child;
    private final InferenceSettings settings;
    private final InferenceEvents events;
    private final EngineTime time;
    private final Consumer<InferenceJob> letIn;
    private final BlockingQueue<Suspected> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger images = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    /** @param job empty: only the child is to be started, because work for it is near; the lease passes to the queue */
    private record Suspected(ServedModel model, Optional<InferenceJob> job) {}

    private Quarantine(
            CrashGuard guard,
            InferenceSettings settings,
            InferenceEvents events,
            EngineTime time,
            Consumer<InferenceJob> letIn) {
        this.guard = guard;
        this.child = new ChildOfModel(guard.examiners(), settings.timeout());
        this.settings = settings;
        this.events = events;
        this.time = time;
        this.letIn = letIn;
        this.thread = new Thread(this::run, "maskstream-quarantine");
        thread.setDaemon(true);
    }

    /** @param letIn takes an image that is to go the way of all others; called on the quarantine's thread */
    public static Quarantine start(
            CrashGuard guard,
            InferenceSettings settings,
            InferenceEvents events,
            EngineTime time,
            Consumer<InferenceJob> letIn) {
        Quarantine started = new Quarantine(guard, settings, events, time, letIn);
        started.thread.start();
        return started;
    }

    public CrashJournal journal() {
        return guard.journal();
    }

    /** Images that wait for their examination, or are under it. */
    public int images() {
        return images.get();
    }

    /** Suspects are near: a child is started meanwhile. The model's lease passes to this. */
    public void prepare(ServedModel model) {
        add(new Suspected(model, Optional.empty()));
    }

    /** @param model that the image is bound to; the image holds it open */
    public void examine(ServedModel model, InferenceJob suspect) {
        images.incrementAndGet();
        add(new Suspected(model, Optional.of(suspect)));
    }

    private void add(Suspected suspected) {
        queue.add(suspected);
        // It may have been closed between.
        if (closed) dropAll();
    }

    private void run() {
        try {
            while (!closed) {
                Suspected next = queue.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    child.close();
                    next = queue.take();
                }
                work(next);
            }
        } catch (InterruptedException e) {
            // Closed: what was under examination is dropped.
        } catch (Throwable e) {
            events.failed(e);
        } finally {
            child.close();
        }
    }

    private void work(Suspected next) throws InterruptedException {
        if (next.job().isEmpty()) {
            try {
                boolean unused = child.of(next.model()).isPresent();
            } finally {
                next.model().release();
            }
            return;
        }
        InferenceJob job = next.job().get();
        boolean ended = false;
        try {
            if (!job.isGivenUp()) {
                end(next.model(), job);
                ended = true;
            }
        } finally {
            if (!ended) job.dropped();
            images.decrementAndGet();
        }
    }

    private void end(ServedModel model, InferenceJob job) throws InterruptedException {
        JournalEntry frame = job.entry();
        int kills = journal().kills(frame, model.sha256());
        String how = "before this process began";
        while (kills < KILLS) {
            Optional<Examiner> examiner = child.of(model);
            if (examiner.isEmpty()) {
                verdict(frame, SuspectVerdict.LET_IN, "no child JVM");
                letIn.accept(job);
                return;
            }
            boolean first = child.firstUse();
            Instant startedAt = time.now();
            long start = time.nanos();
            Examination examination = examiner.get().examine(job.pixels(), settings.timeout());
            if (examination instanceof Examination.Survived survived) {
                Run run = new Run(
                        model.device(), startedAt, start, Duration.ofNanos(Math.max(0, time.nanos() - start)), 1);
                survived(model, job, survived.logits(), run);
                return;
            }
            child.close();
            if (examination instanceof Examination.Failed failed) {
                verdict(frame, SuspectVerdict.LET_IN, failed.message());
                letIn.accept(job);
                return;
            }
            if (examination instanceof Examination.Lost lost) child.lost(model, lost.message());
            // After another image it says too little: once more, in a fresh child.
            if (examination instanceof Examination.Killed killed && first) {
                how = killed.message();
                kills++;
                journal().killed(frame, model.sha256());
            }
        }
        verdict(frame, SuspectVerdict.KILLED, how);
        job.rejected(
                Rejection.of(
                        RejectionReason.NATIVE_CRASH,
                        "alone in a JVM it ended it " + kills + " times, while a control sample passed; the last time: "
                                + how),
                // In flight when the process died, and then in the children.
                kills + 1);
    }

    private void survived(ServedModel model, InferenceJob job, float[] logits, Run run) {
        Optional<Answer> answer = Answer.of(logits, 0, model.spec(), settings);
        if (answer.isPresent()) {
            verdict(job.entry(), SuspectVerdict.SURVIVED, "");
            job.classified(answer.get(), run);
        } else {
            verdict(job.entry(), SuspectVerdict.LET_IN, "its output is NaN or infinite");
            letIn.accept(job);
        }
    }

    private void verdict(JournalEntry frame, SuspectVerdict verdict, String why) {
        LOG.atInfo()
                .addKeyValue("frame", frame)
                .addKeyValue("verdict", verdict)
                .addKeyValue("why", why)
                .log("suspect examined");
        events.examined(verdict);
    }

    /** What waits is dropped; what is under examination ends first, or is dropped, within seconds. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropAll();
    }

    private void dropAll() {
        for (Suspected next = queue.poll(); next != null; next = queue.poll()) {
            if (next.job().isEmpty()) {
                next.model().release();
            } else {
                next.job().get().dropped();
                images.decrementAndGet();
            }
        }
    }
}

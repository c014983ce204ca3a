package io.maskstream.stream.emit;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.SchemaRegistryUnavailableException;
import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.batch.FrameTicket;
import io.maskstream.stream.batch.Lane;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.commit.DrainStore;
import io.maskstream.stream.consume.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * A task's records in the order of their offsets: they are offered to the engine as they come and leave when the first of them is
 * done. Owned by the task's StreamThread.
 *
 * <p>A blocked {@code process()} waits for the engine only, and emits the task's own finished head meanwhile: it needs neither
 * its punctuator nor the end of a commit that it may be part of.
 */
final class OrderedEmitter<K, V, R> {

    /** Between looks at the engine, should a wake-up ever be missed. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ClassificationStep<K, V, R> step;
    private final FixedKeyProcessorContext<K, R> context;
    private final DrainStore.Task task;
    private final Duration drainBound;
    private final Lane lane;
    private final Positions positions = new Positions();
    private final Shedding shedding;
    private final Results results;
    private final DeadLetters<V> deadLetters;
    private final Queue<Pending<K, V>> queue = new ArrayDeque<>();
    private long heldBytes;
    /** The task is lost: Streams still flushes it while closing, and nothing may leave any more. */
    private boolean failed;

    OrderedEmitter(
            ClassificationStep<K, V, R> step,
            FixedKeyProcessorContext<K, R> context,
            DrainStore.Task task,
            Duration drainBound) {
        this.step = step;
        this.context = context;
        this.task = task;
        this.drainBound = drainBound;
        this.lane = step.engine().lane(step.name() + " " + context.taskId());
        this.shedding = new Shedding(step.settings());
        this.results = new Results(step.types().ids());
        this.deadLetters = new DeadLetters<>(
                step.settings().deadLetterTopic(), step.types().deadLetterValue());
    }

    void process(FixedKeyRecord<K, V> record) {
        DrainStore.Origin origin = task.origin(record.key());
        guarded(() -> {
            makeRoom();
            Pending<K, V> pending = take(new Pending.Arrival<>(record, origin, positions.next(origin)));
            queue.add(pending);
            heldBytes += pending.heldBytes();
            emitReady();
        });
    }

    /** What is done leaves. */
    void emit() {
        if (!failed && !queue.isEmpty()) guarded(this::emitReady);
    }

    /** Everything leaves; nothing is committed before. */
    void drain() {
        if (failed || queue.isEmpty()) return;
        guarded(() -> {
            lane.hurry();
            long end = System.nanoTime() + drainBound.toNanos();
            for (emitReady(); !queue.isEmpty(); emitReady()) {
                long left = end - System.nanoTime();
                if (left <= 0)
                    throw new TaskMigratedException(queue.size() + " frames of " + context.taskId()
                            + " are not done within " + drainBound.toMillis()
                            + " ms, so they are given up and read again; lower maskstream.inflight.max.time, or raise"
                            + " Kafka's transaction timeout");
                lane.awaitProgress(min(LOOK, Duration.ofNanos(left)));
            }
        });
    }

    void close() {
        lane.close();
        task.release();
    }

    private Pending<K, V> take(Pending.Arrival<K, V> arrival) throws InterruptedException {
        Instant now = step.settings().clock().instant();
        long recordTime = arrival.record().timestamp();
        Duration brokerWait = Duration.ofMillis(Math.max(0, now.toEpochMilli() - recordTime));
        step.listener().brokerWait(brokerWait);
        ReadResult read = read(arrival);
        if (read instanceof ReadResult.Rejected rejected)
            return Pending.decided(
                    arrival, Optional.empty(), brokerWait, Outcome.Rejected.before(rejected.rejection()));
        Frame frame = ((ReadResult.Read) read).frame();
        Optional<Outcome.ShedReason> shed = shedding.reason(frame, recordTime, now);
        if (shed.isPresent())
            return Pending.decided(arrival, Optional.of(frame), brokerWait, new Outcome.Shed(shed.get()));
        FrameTicket ticket = new FrameTicket(arrival.position(), frame);
        while (!lane.offer(ticket)) {
            emitReady();
            lane.awaitProgress(LOOK);
        }
        return Pending.onItsWay(arrival, brokerWait, ticket);
    }

    private ReadResult read(Pending.Arrival<K, V> arrival) {
        try {
            return step.types().reader().read(arrival.record(), arrival.origin());
        } catch (SchemaRegistryUnavailableException e) {
            // No record is to blame: the task gives up and its records are read again, until the registry answers.
            throw new TaskMigratedException(
                    "record " + arrival.position() + " cannot be read now: " + e.getMessage(), e);
        }
    }

    /** Records that are decided at once do not count in flight; behind a slow frame they must not fill the memory either. */
    private void makeRoom() throws InterruptedException {
        for (emitReady(); heldBytes > step.settings().maxHeldBytes() && !queue.isEmpty(); emitReady())
            lane.awaitProgress(LOOK);
    }

    private void emitReady() {
        for (Pending<K, V> head = queue.peek(); head != null; head = queue.peek()) {
            Optional<Outcome> outcome = head.outcome();
            if (outcome.isEmpty()) return;
            queue.remove();
            heldBytes -= head.heldBytes();
            leave(head, outcome.get());
        }
    }

    private void leave(Pending<K, V> pending, Outcome outcome) {
        Outcome left = outcome;
        if (outcome instanceof Outcome.Rejected rejected) reject(pending, rejected);
        else left = forward(pending, outcome);
        step.listener().frame(left, pending.frame().map(Frame::sourceId).orElse(""));
    }

    private Outcome forward(Pending<K, V> pending, Outcome outcome) {
        Pending.Arrival<K, V> arrival = pending.arrival();
        List<FixedKeyRecord<K, R>> mapped = new ArrayList<>();
        try {
            for (Classification c : results(pending, outcome))
                mapped.add(arrival.record().withValue(step.types().mapper().map(arrival.record(), c)));
        } catch (RuntimeException e) {
            Outcome.Rejected rejected = Outcome.Rejected.before(
                    Rejection.of(RejectionReason.MAPPER_FAILED, "the ResultMapper failed: " + e, e));
            reject(pending, rejected);
            return rejected;
        }
        task.runAs(arrival.origin(), () -> mapped.forEach(context::forward));
        return outcome;
    }

    private List<Classification> results(Pending<K, V> pending, Outcome outcome) {
        Frame frame = pending.frame().orElseThrow();
        FramePosition position = pending.arrival().position();
        return outcome instanceof Outcome.Classified classified
                ? results.classified(frame, position, pending.brokerWait(), classified)
                : results.shed(frame, position, pending.brokerWait(), (Outcome.Shed) outcome);
    }

    private void reject(Pending<K, V> pending, Outcome.Rejected rejected) {
        Pending.Arrival<K, V> arrival = pending.arrival();
        task.runAs(arrival.origin(), () -> task.send(deadLetters.of(arrival.record(), arrival.origin(), rejected)));
    }

    /** Whatever goes wrong here is no record's fault: it ends the task, and no exception handler is asked about a record. */
    private void guarded(Action action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            failed = true;
            Thread.currentThread().interrupt();
            throw task.fatal(new InterruptException(e));
        } catch (RuntimeException e) {
            failed = true;
            throw task.fatal(e);
        } catch (Error e) {
            failed = true;
            throw e;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private interface Action {
        void run() throws InterruptedException;
    }
}

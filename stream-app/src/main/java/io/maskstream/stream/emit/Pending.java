package io.maskstream.stream.emit;

import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.batch.FrameTicket;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.commit.DrainStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record between {@code process()} and its emission. Owned by its task's StreamThread.
 *
 * @param frame empty where the record could not be read
 * @param brokerWait from the record's timestamp to its processing
 * @param heldBytes what it keeps in memory, roughly: its value, and something for the rest
 * @param progress its outcome once it has one
 */
record Pending<K, V>(
        Arrival<K, V> arrival,
        Optional<Frame> frame,
        Duration brokerWait,
        int heldBytes,
        Supplier<Optional<Outcome>> progress) {

    private static final int OVERHEAD_BYTES = 512;

    /** The record as it came, and who it is. */
    record Arrival<K, V>(FixedKeyRecord<K, V> record, DrainStore.Origin origin, FramePosition position) {}

    static <K, V> Pending<K, V> decided(
            Arrival<K, V> arrival, Optional<Frame> frame, Duration brokerWait, Outcome outcome) {
        return new Pending<>(arrival, frame, brokerWait, heldBytes(arrival, frame), () -> Optional.of(outcome));
    }

    static <K, V> Pending<K, V> onItsWay(Arrival<K, V> arrival, Duration brokerWait, FrameTicket ticket) {
        Optional<Frame> frame = Optional.of(ticket.frame());
        return new Pending<>(
                arrival,
                frame,
                brokerWait,
                heldBytes(arrival, frame),
                () -> ticket.isDone() ? Optional.of(ticket.outcome()) : Optional.empty());
    }

    Optional<Outcome> outcome() {
        return progress.get();
    }

    private static int heldBytes(Arrival<?, ?> arrival, Optional<Frame> frame) {
        return heldBytes(arrival.origin().rawValueSize(), arrival.record().value(), frame);
    }

    /** @param rawValueSize 0 where Streams does not keep it */
    static int heldBytes(int rawValueSize, @Nullable Object value, Optional<Frame> frame) {
        int content = frame.map(f -> f.image().content().remaining()).orElse(0);
        int undecoded = value instanceof byte[] bytes ? bytes.length : 0;
        return OVERHEAD_BYTES + Math.max(Math.max(rawValueSize, undecoded), content);
    }
}

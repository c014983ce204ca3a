package io.maskstream.stream.emit;

import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.commit.DrainStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who a task's records are, over restarts: topic, partition, offset, and which of the records that the steps before made of it.
 * Records without a topic (from a punctuator) have a number of this run in the offset's place. One thread.
 */
final class Positions {

    /** Over all tasks: the engine remembers what it refused by position. */
    private static final AtomicLong DETACHED = new AtomicLong();

    private FramePosition latest = new FramePosition("", -1, -1);

    FramePosition next(DrainStore.Origin origin) {
        Optional<String> topic = origin.topic();
        if (topic.isEmpty()) return new FramePosition("", -1, DETACHED.getAndIncrement());
        FramePosition whole = new FramePosition(topic.get(), origin.partition(), origin.offset());
        latest = whole.isSameRecord(latest) ? whole.withPart(latest.part() + 1) : whole;
        return latest;
    }
}

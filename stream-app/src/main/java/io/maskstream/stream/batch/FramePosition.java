package io.maskstream.stream.batch;

/**
 * Where a frame stands in its topic: its identity over restarts.
 *
 * @param part of the frames that steps of the topology made of one record, from 0
 */
public record FramePosition(String topic, int partition, long offset, int part) {

    /** Of a record that is one frame. */
    public FramePosition(String topic, int partition, long offset) {
        this(topic, partition, offset, 0);
    }

    public FramePosition withPart(int value) {
        return new FramePosition(topic, partition, offset, value);
    }

    public boolean isSameRecord(FramePosition other) {
        return offset == other.offset && partition == other.partition && topic.equals(other.topic);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset + (part == 0 ? "" : "." + part);
    }
}

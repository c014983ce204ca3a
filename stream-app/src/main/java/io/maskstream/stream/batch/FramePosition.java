package io.maskstream.stream.batch;

/** Where a frame stands in its topic: its identity over restarts. */
public record FramePosition(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}

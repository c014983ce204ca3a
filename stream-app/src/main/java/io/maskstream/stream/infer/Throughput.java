package io.maskstream.stream.infer;

/**
 * What one thread gets through while it is busy: a ratio of exponentially decayed sums, so that idle time does not count
 * and one slow call soon fades. Thread-safe.
 */
public final class Throughput {

    private static final double KEPT_PER_OBSERVATION = 0.9;

    private double observations;
    private double images;
    private double nanos;

    /** Knows nothing yet. */
    public Throughput() {}

    /** @param nanosPerImage what is expected before the first observation; 0: nothing */
    public Throughput(long nanosPerImage) {
        if (nanosPerImage > 0) observe(1, nanosPerImage);
    }

    public synchronized void observe(int count, long tookNanos) {
        observations = observations * KEPT_PER_OBSERVATION + 1;
        images = images * KEPT_PER_OBSERVATION + count;
        // A clock that stood still would make the rate infinite.
        nanos = nanos * KEPT_PER_OBSERVATION + Math.max(1, tookNanos);
    }

    public synchronized boolean isKnown() {
        return images > 0;
    }

    /** 0 when nothing is known. */
    public synchronized double nanosPerImage() {
        return images == 0 ? 0 : nanos / images;
    }

    /** Of an observation, on average; 0 when nothing is known. */
    public synchronized double imagesPerObservation() {
        return observations == 0 ? 0 : images / observations;
    }

    /** 0 when nothing is known. */
    public synchronized double imagesPerSecond() {
        return nanos == 0 ? 0 : images / nanos * 1e9;
    }
}

package io.maskstream.stream.infer;

import java.time.Duration;

/**
 * How big a batch may be.
 *
 * @param maxImages at least 1
 * @param maxTime that a batch should take at most, by the measured speed of the slot; a slow model gets smaller batches, so
 *     that two of them do not outlast a commit. A single always runs
 */
public record BatchLimits(int maxImages, Duration maxTime) {

    public BatchLimits {
        if (maxImages < 1) throw new IllegalArgumentException("maxImages: " + maxImages + ", must be at least 1");
        if (maxTime.isNegative() || maxTime.isZero())
            throw new IllegalArgumentException("maxTime: " + maxTime + ", must be above 0");
    }
}

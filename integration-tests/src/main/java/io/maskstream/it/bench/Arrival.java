package io.maskstream.it.bench;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One result on the output topic.
 *
 * @param appendedMillis by the broker's clock; it counts whole milliseconds
 * @param millis from the moment at which the frame was to be sent until then
 * @param version of the model
 * @param sourcePartition of the frame; the result's own says nothing of it, a hash of its key chose that
 */
record Arrival(long appendedMillis, double millis, String version, int sourcePartition) {

    /** The broker rounds down to a millisecond. */
    private static final double ROUNDED_OFF = 0.5;

    /** @throws IllegalStateException when the frame was not classified */
    static Arrival of(Classification c, long appendedMillis) {
        if (c.getStatus() != ClassificationStatus.OK) throw new IllegalStateException("not classified: " + c);
        return new Arrival(
                appendedMillis,
                ChronoUnit.MICROS.between(c.getCaptureTime(), Instant.ofEpochMilli(appendedMillis)) / 1000.0
                        + ROUNDED_OFF,
                Objects.requireNonNull(c.getModel()).getVersion(),
                c.getSourcePartition());
    }
}

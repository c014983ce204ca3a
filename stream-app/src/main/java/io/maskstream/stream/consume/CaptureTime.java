package io.maskstream.stream.consume;

import java.time.Instant;

/** The moments that a result can carry: Avro's timestamp-micros, 64 bits of microseconds around 1970. Stateless. */
final class CaptureTime {

    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000 - 1;

    private CaptureTime() {}

    /** False: the sender's clock is broken, and writing the result would overflow. */
    static boolean isRepresentable(Instant moment) {
        return Math.abs(moment.getEpochSecond()) <= LAST_SECOND;
    }
}

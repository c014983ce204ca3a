package io.maskstream.stream.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the brokers said to the records that were sent. Safe for many threads. */
final class Acknowledgements {

    private long sent;
    private long bytes;
    private long failed;
    private @Nullable Exception firstFailure;

    /** @param failure why the record was not taken; null: it was */
    synchronized void count(int recordBytes, @Nullable Exception failure) {
        if (failure == null) {
            sent++;
            bytes += recordBytes;
        } else {
            failed++;
            if (firstFailure == null) firstFailure = failure;
        }
    }

    synchronized long sent() {
        return sent;
    }

    /** Of the values of what was sent. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized Optional<Exception> firstFailure() {
        return Optional.ofNullable(firstFailure);
    }
}

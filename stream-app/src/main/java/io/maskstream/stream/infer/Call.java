package io.maskstream.stream.infer;

import java.util.concurrent.atomic.AtomicBoolean;

/** One native call under watch: it either returns or is given up, never both. */
final class Call {

    private final Isolation work;
    private final long startNanos;
    private final AtomicBoolean settled = new AtomicBoolean();

    Call(Isolation work, long startNanos) {
        this.work = work;
        this.startNanos = startNanos;
    }

    /** Belongs to whoever settles the call. */
    Isolation work() {
        return work;
    }

    long startNanos() {
        return startNanos;
    }

    /** By the worker when it returns, by the watchdog when it is overdue; true for the first. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }
}

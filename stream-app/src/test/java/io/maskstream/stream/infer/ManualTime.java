package io.maskstream.stream.infer;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that stands still until it is moved by hand. */
public final class ManualTime implements EngineTime {

    private final AtomicLong nanos = new AtomicLong(1_000_000_000);

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos.get());
    }

    /** Looks again every millisecond whether the time was moved. */
    @Override
    @SuppressWarnings("WaitNotInLoop") // The callers loop.
    public void await(Condition changed, long atMost) throws InterruptedException {
        changed.awaitNanos(Math.min(atMost, TimeUnit.MILLISECONDS.toNanos(1)));
    }
}

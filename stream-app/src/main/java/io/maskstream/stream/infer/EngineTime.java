package io.maskstream.stream.infer;

import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** Where the engine's time comes from, so that tests can move it by hand. Safe for many threads. */
public interface EngineTime {

    /** Nanoseconds since some fixed moment; only differences mean something. */
    long nanos();

    /** The time of day. */
    Instant now();

    /** Waits for a signal, at most for the time given; the condition's lock is held. May return early. */
    void await(Condition changed, long nanos) throws InterruptedException;

    EngineTime SYSTEM = new EngineTime() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // Every caller looks again at what it waits for, in its own loop.
        public void await(Condition changed, long nanos) throws InterruptedException {
            changed.awaitNanos(nanos);
        }
    };
}

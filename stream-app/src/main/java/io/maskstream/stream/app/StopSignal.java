package io.maskstream.stream.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, as something that the main thread can see and wait for. The JVM ends when the command has cleaned up
 * ({@link #close}), at the latest after the time that it was given; its exit code is the signal's (130, 143), as shells and
 * orchestrators expect it.
 */
final class StopSignal implements AutoCloseable {

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Duration grace, Runnable wake) {
        hook = new Thread(
                () -> {
                    received.countDown();
                    wake.run();
                    awaitCleanUp(grace);
                },
                "stop-signal");
    }

    /**
     * @param grace how long the command may take to clean up
     * @param wake called by another thread when the signal comes, for a main thread that waits for something else
     */
    static StopSignal install(Duration grace, Runnable wake) {
        StopSignal signal = new StopSignal(grace, wake);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean isReceived() {
        return received.getCount() == 0;
    }

    /** Waits, at most for the time given. True: the signal has come, or this thread was interrupted. */
    boolean await(Duration atMost) {
        try {
            return received.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The command has cleaned up. */
    @Override
    public void close() {
        cleanedUp.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook has been waiting for the line above.
        }
    }

    private void awaitCleanUp(Duration grace) {
        try {
            cleanedUp.await(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

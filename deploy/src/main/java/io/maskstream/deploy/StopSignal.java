package io.maskstream.deploy;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM for work that runs on the thread that made this. The JVM waits, for a bounded time, until that
 * thread has closed everything and said so. While it starts up, it is interrupted besides.
 */
final class StopSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private boolean interruptible = true;
    private volatile OptionalInt exitCode = OptionalInt.empty();

    private StopSignal() {}

    static StopSignal onShutdown() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onHook, "stop-signal"));
        return signal;
    }

    private void onHook() {
        if (finished.getCount() == 0) return;
        request();
        try {
            if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("quickstart: not stopped within " + PATIENCE.toSeconds() + " s; ending anyway");
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        // A JVM that a signal ends has that signal's code, unless it is halted.
        exitCode.ifPresent(code -> Runtime.getRuntime().halt(code));
    }

    private synchronized void request() {
        requested.countDown();
        if (interruptible) worker.interrupt();
    }

    /**
     * From now on a request does not interrupt the worker.
     *
     * @throws InterruptedException when a stop was requested before
     */
    synchronized void started() throws InterruptedException {
        interruptible = false;
        if (Thread.interrupted() || isRequested()) throw new InterruptedException();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** @return whether a stop is requested */
    boolean await(Duration time) throws InterruptedException {
        return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Everything is closed: a JVM that is waiting may end.
     *
     * @param code to end with; empty: that of the signal
     */
    void finished(OptionalInt code) {
        exitCode = code;
        finished.countDown();
    }
}

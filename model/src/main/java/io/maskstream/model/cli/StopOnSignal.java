package io.maskstream.model.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, Ctrl-C or SIGTERM asks for an end, waits for whoever works to close this, and only then lets the
 * process go: one that ends under native code may crash on its way out. No thread is interrupted: that would close the
 * file that is being written.
 */
final class StopOnSignal implements AutoCloseable {

    private static final int WAIT_SECONDS = 10;

    private final Runnable lastWords;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-on-signal");
    private volatile boolean asked;

    private StopOnSignal(Runnable lastWords) {
        this.lastWords = lastWords;
    }

    /** @param lastWords what the user is told at once; runs on the signal's thread */
    static StopOnSignal open(Runnable lastWords) {
        StopOnSignal stop = new StopOnSignal(lastWords);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Whether to end; to be looked at often. */
    boolean asked() {
        return asked;
    }

    private void stop() {
        asked = true;
        lastWords.run();
        try {
            boolean unused = closed.await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends: the hook runs already.
        }
    }
}

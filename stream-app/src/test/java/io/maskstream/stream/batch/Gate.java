package io.maskstream.stream.batch;

import io.maskstream.stream.infer.FakeModel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds a fake model's calls until it is opened. */
final class Gate implements FakeModel.Behaviour {

    private final Semaphore entered = new Semaphore(0);
    private final Semaphore passes = new Semaphore(0);

    @Override
    public void during(FakeModel.NativeCall call) {
        entered.release();
        if (!acquire(passes)) throw new AssertionError("the gate was never opened for " + call.tags());
    }

    /** Waits until one more call has come to the gate. */
    void awaitCall() {
        if (!acquire(entered)) throw new AssertionError("no call came to the gate");
    }

    void letOne() {
        passes.release();
    }

    void open() {
        passes.release(1_000_000);
    }

    private static boolean acquire(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

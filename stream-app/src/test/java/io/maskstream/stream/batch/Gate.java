package io.maskstream.stream.batch;

import io.maskstream.stream.infer.FakeModel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds whoever comes until it is opened: a fake model's calls, a fake decoder's frames. */
final class Gate implements FakeModel.Behaviour {

    private final Semaphore entered = new Semaphore(0);
    private final Semaphore passes = new Semaphore(0);

    @Override
    public void during(FakeModel.NativeCall call) {
        pass();
    }

    void pass() {
        entered.release();
        if (!acquire(passes)) throw new AssertionError("the gate was never opened");
    }

    /** Waits until one more has come to the gate. */
    void awaitCall() {
        if (!acquire(entered)) throw new AssertionError("nobody came to the gate");
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

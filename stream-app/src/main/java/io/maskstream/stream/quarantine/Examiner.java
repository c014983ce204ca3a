package io.maskstream.stream.quarantine;

import java.time.Duration;

/** Runs images through one model, where it hurts nobody. For one thread. */
public interface Examiner extends AutoCloseable {

    /**
     * After anything but {@link Examination.Survived} it is of no more use than to be closed.
     *
     * @param pixels CHW float32, normalised; exactly one input of the model
     */
    Examination examine(float[] pixels, Duration timeout) throws InterruptedException;

    /** Whether it can be asked. One that ended by itself, between two images, is no image's fault. */
    boolean isAlive();

    /** Idempotent; does not wait. */
    @Override
    void close();
}

package io.maskstream.stream.batch;

import java.time.Duration;

/**
 * A task's door into the engine. Used by the task's StreamThread only.
 *
 * <p>Lanes are served round robin, and within a lane its sources, so that one busy task or camera does not starve the
 * others.
 */
public interface Lane extends AutoCloseable {

    /**
     * Admits a frame, or says that the engine is full; never blocks. A frame is always admitted when this lane has
     * nothing in flight, however big it is.
     *
     * @throws EngineFailedException when the engine is broken or closed
     * @throws IllegalStateException when no model was installed yet, or the lane is closed
     */
    boolean offer(FrameTicket ticket);

    /**
     * Waits until a frame of this lane is done or the engine has room, at most for the time given. May return early.
     *
     * @throws EngineFailedException when the engine is broken or closed
     */
    void awaitProgress(Duration atMost) throws InterruptedException;

    /** Frames of this lane that are waiting run now, in partial batches, without linger. Does not wait for them. */
    void hurry();

    /** Gives up what is in flight: it is not completed any more, its memory is reused. Idempotent. */
    @Override
    void close();
}

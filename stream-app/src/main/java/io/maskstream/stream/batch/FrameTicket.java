package io.maskstream.stream.batch;

import io.maskstream.stream.Frame;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One frame's way, from its offset to its outcome. Made and read by the StreamThread of the record's task; completed
 * once, by any thread. Nothing calls back: whoever waits, looks.
 */
public final class FrameTicket {

    private final FramePosition position;
    private final Frame frame;
    private final AtomicReference<Outcome> outcome = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    public FrameTicket(FramePosition position, Frame frame) {
        this.position = position;
        this.frame = frame;
    }

    public FramePosition position() {
        return position;
    }

    public Frame frame() {
        return frame;
    }

    public boolean isDone() {
        return outcome.get() != null;
    }

    /** @throws IllegalStateException when the frame is still on its way */
    public Outcome outcome() {
        Outcome o = outcome.get();
        if (o == null) throw new IllegalStateException(position + " is not done");
        return o;
    }

    /**
     * Waits until the frame is done; false when the time passed first. Does not notice that the engine fails: a
     * StreamThread waits by {@link Lane#awaitProgress}.
     */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return done.await(time, unit);
    }

    /** The first outcome wins; later ones (an abandoned worker's) are ignored and reported false. */
    boolean complete(Outcome result) {
        boolean first = outcome.compareAndSet(null, result);
        if (first) done.countDown();
        return first;
    }
}

package io.maskstream.model.data;

import java.nio.ByteBuffer;

/**
 * Images that are ready for the network. Its memory goes back to the loader when it is closed, so whatever aliases
 * {@link #images()} must be gone by then. For the loader's thread.
 */
public final class Batch implements AutoCloseable {

    private final Loader owner;
    private final ByteBuffer images;
    private final int[] labels;
    private boolean closed;

    Batch(Loader owner, ByteBuffer images, int[] labels) {
        this.owner = owner;
        this.images = images;
        this.labels = labels;
    }

    /** Direct, native order, from position 0: {@code count * C * H * W} float32, CHW, normalised. */
    public ByteBuffer images() {
        return images;
    }

    /** Class ids, one for each image. */
    public int[] labels() {
        return labels;
    }

    public int count() {
        return labels.length;
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        owner.recycle(images);
    }
}

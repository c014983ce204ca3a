package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import java.nio.ByteBuffer;

/**
 * A module whose memory is freed once it is closed and no call runs in it. Closing never waits: a call may hang in native
 * code, and freeing memory under it would kill the JVM; then its memory stays. Safe for many threads.
 */
final class GuardedModule implements AutoCloseable {

    private final NativeModule module;
    private final String name;

    // Both guarded by this.
    private int calls;
    private boolean closed;

    GuardedModule(NativeModule module, String name) {
        this.module = module;
        this.name = name;
    }

    void forward(ByteBuffer images, int batch, int count, float[] logits) {
        enter();
        try {
            module.forward(images, batch, count, logits);
        } finally {
            leave();
        }
    }

    synchronized void requireOpen() {
        if (closed) throw new ModelException(ModelException.Kind.CLOSED, "model " + name + " is closed");
    }

    private synchronized void enter() {
        requireOpen();
        calls++;
    }

    private synchronized void leave() {
        calls--;
        freeIfUnused();
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        freeIfUnused();
    }

    private synchronized void freeIfUnused() {
        if (closed && calls == 0) module.close();
    }
}

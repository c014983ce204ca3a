package io.maskstream.stream.batch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory for one decoded image each, used again so that a steady stream allocates none. Keeps a bounded number of free
 * slabs, all of the size asked for last. Safe for many threads.
 */
final class SlabPool {

    private final long keptFloats;
    private final Deque<float[]> free = new ArrayDeque<>();
    private int size;
    private int out;

    /** @param keptBytes of free slabs at most */
    SlabPool(long keptBytes) {
        this.keptFloats = keptBytes / Float.BYTES;
    }

    /** @param floats of one image; what they hold is not defined */
    synchronized float[] take(int floats) {
        if (floats != size) {
            free.clear();
            size = floats;
        }
        out++;
        float[] slab = free.poll();
        return slab == null ? new float[floats] : slab;
    }

    /** The caller must not use the slab any more. */
    synchronized void give(float[] slab) {
        out--;
        if (slab.length == size && (free.size() + 1L) * size <= keptFloats) free.push(slab);
    }

    /** Slabs taken and not given back. */
    synchronized int outstanding() {
        return out;
    }
}

package io.maskstream.stream.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The memory that one worker's native calls read and write. Grows to the biggest batch. Belongs to the worker's thread for
 * ever: when its call is given up, so is this.
 */
final class BatchMemory {

    private FloatBuffer images = FloatBuffer.allocate(0);
    private float[] logits = new float[0];

    /** Direct, native byte order, room for this many floats from index 0. */
    FloatBuffer images(int floats) {
        if (images.capacity() < floats)
            images = ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        return images;
    }

    float[] logits(int floats) {
        if (logits.length < floats) logits = new float[floats];
        return logits;
    }
}

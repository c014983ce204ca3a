package io.maskstream.model.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * An attribute of the written module.
 *
 * @param path in the network, for messages
 * @param shape row-major
 * @param source computes the values; called when they are written, so that not all are in memory at once
 */
record Parameter(String path, long[] shape, Supplier<float[]> source) {

    /** An identifier. */
    String name() {
        return path.replace('.', '_');
    }

    long size() {
        long size = 1;
        for (long dimension : shape) size *= dimension;
        return size;
    }

    long[] strides() {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    /**
     * float32, little-endian.
     *
     * @throws IllegalArgumentException when a value is not finite
     */
    byte[] bytes() {
        float[] values = source.get();
        if (values.length != size()) throw new IllegalStateException(path + " has " + values.length + " values");
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i]))
                throw new IllegalArgumentException("weights: " + path + "[" + i + "] becomes " + values[i]
                        + ", must be finite; the training diverged: lower its learning rate");
            buffer.putFloat(values[i]);
        }
        return buffer.array();
    }
}

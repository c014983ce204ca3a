package io.maskstream.model.artifact;

import java.util.Arrays;

/**
 * A named array of a neutral weights file, row-major float32. The arrays are not copied: whoever holds it must not
 * write to them.
 *
 * @param shape its sizes; empty for a scalar
 * @param data as many values as the product of the sizes
 */
public record Tensor(long[] shape, float[] data) {

    public Tensor {
        long size = 1;
        for (long s : shape) size = Math.multiplyExact(size, s);
        if (size != data.length)
            throw new IllegalArgumentException(
                    "data: " + data.length + " values, the shape " + Arrays.toString(shape) + " needs " + size);
    }
}

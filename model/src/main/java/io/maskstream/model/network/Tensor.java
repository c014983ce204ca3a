package io.maskstream.model.network;

import java.util.Arrays;

/**
 * Values of one parameter, free of any engine. The arrays are not copied: whoever holds the tensor must not write to
 * them.
 *
 * @param shape row-major
 * @param values as many as the shape says
 */
public record Tensor(long[] shape, float[] values) {

    public Tensor {
        long size = 1;
        for (long dimension : shape) size = Math.multiplyExact(size, dimension);
        if (size != values.length)
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " with " + values.length + " values");
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;

/** The functions without parameters that the modules share. */
final class Ops {

    private Ops() {}

    static NDArray relu(NDArray x) {
        return Activation.relu(x);
    }

    static NDArray sigmoid(NDArray x) {
        return Activation.sigmoid(x);
    }

    /** [B, C, H, W] to [B, C] */
    static NDArray spatialMean(NDArray x) {
        return Pool.globalAvgPool2d(x);
    }

    /**
     * x times a number. Not {@code x.mul(number)}: that gives the scalar's memory to the garbage collector at once, while
     * the gradient's graph still reads it, and the gradient may become NaN.
     */
    static NDArray scale(NDArray x, float factor) {
        return x.mul(x.getManager().create(factor));
    }
}

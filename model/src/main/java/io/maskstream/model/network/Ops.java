package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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

    /** [B, C, H, W] to [B, C] */
    static NDArray spatialMax(NDArray x) {
        return Pool.globalMaxPool2d(x);
    }

    /** [B, C] to [B, C, 1, 1] */
    static NDArray overMap(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), 1, 1);
    }

    /**
     * A parameter in another shape, for the length of a pass.
     *
     * @param manager of the pass: a view belongs to the manager of what it views, and the parameter's would keep it
     */
    static NDArray view(NDArray parameter, NDManager manager, long... shape) {
        NDArray view = parameter.reshape(shape);
        view.attach(manager);
        return view;
    }

    /**
     * x times a number. Not {@code x.mul(number)}: that gives the scalar's memory to the garbage collector at once, while
     * the gradient's graph still reads it, and the gradient may become NaN.
     */
    static NDArray scale(NDArray x, float factor) {
        return x.mul(x.getManager().create(factor));
    }
}

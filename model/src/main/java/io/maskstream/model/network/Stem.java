package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;

/** From images [B, 3, H, W] to the first stage's width; one convolution at stride 1, two and a pool for large images. */
final class Stem {

    private static final int RGB = 3;
    private static final Shape POOL = new Shape(3, 3);
    private static final Shape POOL_STRIDE = new Shape(2, 2);
    private static final Shape POOL_PADDING = new Shape(1, 1);

    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private final boolean pooled;

    Stem(ParameterScope scope, NetworkSpec spec) {
        int width = spec.stemWidth();
        pooled = spec.stemStride() == 4;
        Geometry three = Geometry.square(3);
        if (spec.stemStride() == 1) {
            add(scope, 0, RGB, width, three);
        } else {
            int half = Math.max(8, width / 2);
            add(scope, 0, RGB, half, three.strided(2));
            // In PyTorch's numbering the activation takes an index of its own.
            add(scope, 3, half, width, three);
        }
    }

    private void add(ParameterScope scope, int index, int in, int out, Geometry geometry) {
        convolutions.add(Convolution.beforeNorm(scope.child(index), in, out, geometry));
        norms.add(Norm.of(scope.child(index + 1), out));
    }

    NDArray apply(Pass pass, NDArray images) {
        NDArray x = images;
        for (int i = 0; i < convolutions.size(); i++)
            x = Ops.relu(norms.get(i).apply(pass, convolutions.get(i).apply(pass, x)));
        return pooled ? Pool.maxPool2d(x, POOL, POOL_STRIDE, POOL_PADDING, false) : x;
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** The way around a block: the input itself, or pooled and projected to the block's shape. */
sealed interface Shortcut {

    NDArray apply(Pass pass, NDArray x);

    static Shortcut of(ParameterScope scope, BlockSpec block) {
        if (block.identityShortcut()) return new Identity();
        int first = block.stride() == 2 ? 1 : 0;
        Convolution convolution =
                Convolution.beforeNorm(scope.child(first), block.in(), block.out(), Geometry.square(1));
        return new Projection(block.stride() == 2, convolution, Norm.of(scope.child(first + 1), block.out()));
    }

    /** Nothing happens. */
    record Identity() implements Shortcut {

        @Override
        public NDArray apply(Pass pass, NDArray x) {
            return x;
        }
    }

    /** Mean of 2x2 where the block halves the map, then 1x1. */
    record Projection(boolean pooled, Convolution convolution, Norm norm) implements Shortcut {

        private static final Shape TWO = new Shape(2, 2);
        private static final Shape NO_PADDING = new Shape(0, 0);

        @Override
        public NDArray apply(Pass pass, NDArray x) {
            NDArray input = pooled ? Pool.avgPool2d(x, TWO, TWO, NO_PADDING, false, true) : x;
            return norm.apply(pass, convolution.apply(pass, input));
        }
    }
}

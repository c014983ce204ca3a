package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;

/** A linear layer with bias, [B, in] to [B, out]. */
final class Dense {

    private final Parameter weight;
    private final Parameter bias;

    private Dense(ParameterScope scope, int in, int out, double deviation) {
        this.weight = scope.weight(deviation, new Shape(out, in));
        this.bias = scope.bias(out);
    }

    /** Normal with variance 2 / in. */
    static Dense of(ParameterScope scope, int in, int out) {
        return new Dense(scope, in, out, Math.sqrt(2.0 / in));
    }

    /** All zeros at the start. */
    static Dense zero(ParameterScope scope, int in, int out) {
        return new Dense(scope, in, out, 0);
    }

    /** The classifier: normal with deviation 0.01. */
    static Dense classifier(ParameterScope scope, int in, int out) {
        return new Dense(scope, in, out, 0.01);
    }

    NDArray apply(Pass pass, NDArray x) {
        return Linear.linear(x, pass.value(weight), pass.value(bias)).singletonOrThrow();
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/** A 2D convolution, [B, in, H, W] to [B, out, H/stride, W/stride]. */
final class Convolution {

    /** Of AVX-512. */
    private static final int VECTOR_FLOATS = 16;

    private final Geometry geometry;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    private Convolution(Geometry geometry, Parameter weight, @Nullable Parameter bias) {
        this.geometry = geometry;
        this.weight = weight;
        this.bias = bias;
    }

    /** Without bias, for a batch normalisation follows; Kaiming normal, fan-out (He et al. 2015). */
    static Convolution beforeNorm(ParameterScope scope, int in, int out, Geometry geometry) {
        return new Convolution(geometry, kaiming(scope, in, out, geometry), null);
    }

    /** With a bias that starts at 0; Kaiming normal, fan-out. */
    static Convolution biased(ParameterScope scope, int in, int out, Geometry geometry) {
        return new Convolution(geometry, kaiming(scope, in, out, geometry), scope.bias(out));
    }

    /** 1x1 with bias, all zeros at the start. */
    static Convolution zeroPointwise(ParameterScope scope, int in, int out) {
        return new Convolution(Geometry.square(1), scope.weight(0, new Shape(out, in, 1, 1)), scope.bias(out));
    }

    NDArray apply(Pass pass, NDArray x) {
        return apply(pass, x, pass.value(weight));
    }

    /** @param kernel in the weight's place, of its shape */
    NDArray apply(Pass pass, NDArray x, NDArray kernel) {
        if (pass.training() && bias == null && geometry.groups() == 1 && geometry.kernel() > 1)
            return padded(x, kernel);
        return convolve(x, kernel, bias == null ? null : pass.value(bias), geometry);
    }

    /**
     * With one kernel a sample, as a grouped convolution over the batch.
     *
     * @param x [B, in, H, W]
     * @param kernels [B * out, in, k, k]
     */
    NDArray applyPerSample(NDArray x, NDArray kernels) {
        Shape shape = x.getShape();
        int batch = Math.toIntExact(shape.get(0));
        NDArray flat = x.reshape(1, batch * shape.get(1), shape.get(2), shape.get(3));
        NDArray y = convolve(flat, kernels, null, geometry.grouped(batch));
        return y.reshape(batch, -1, y.getShape().get(2), y.getShape().get(3));
    }

    /**
     * With output channels filled up by zero kernels to what a vector register holds: oneDNN's gradient of the input (3.7,
     * as in PyTorch 2.7.1) reads beyond fewer ones, and is NaN where that memory happens to hold one.
     */
    private NDArray padded(NDArray x, NDArray kernel) {
        Shape shape = kernel.getShape();
        long missing = Math.floorMod(-shape.get(0), (long) VECTOR_FLOATS);
        if (missing == 0) return convolve(x, kernel, null, geometry);
        Shape missingShape = new Shape(missing, shape.get(1), shape.get(2), shape.get(3));
        NDArray zeros = x.getManager().zeros(missingShape, kernel.getDataType());
        return convolve(x, zeros.concat(kernel, 0), null, geometry).get(new NDIndex(":, {}:", missing));
    }

    /** [out, in, k, k] */
    NDArray kernel(Pass pass) {
        return pass.value(weight);
    }

    private static NDArray convolve(NDArray x, NDArray weight, @Nullable NDArray bias, Geometry geometry) {
        return Conv2d.conv2d(
                        x,
                        weight,
                        bias,
                        geometry.strideShape(),
                        geometry.paddingShape(),
                        geometry.dilationShape(),
                        geometry.groups())
                .singletonOrThrow();
    }

    private static Parameter kaiming(ParameterScope scope, int in, int out, Geometry geometry) {
        int area = geometry.kernel() * geometry.kernel();
        int fanOut = out / geometry.groups() * area;
        Shape shape = new Shape(out, in / geometry.groups(), geometry.kernel(), geometry.kernel());
        return scope.weight(Math.sqrt(2.0 / fanOut), shape);
    }
}

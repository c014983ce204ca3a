package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import io.maskstream.model.script.GraphWriter.Value;

/** The layers with weights, under the paths that they have in the network, and the functions without. */
final class Layers {

    private final GraphWriter graph;
    private final Weights weights;

    Layers(GraphWriter graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** The steps of a square convolution; it is padded so that stride 1 keeps the map's size. */
    record Steps(int stride, int dilation) {

        static final Steps ONE = new Steps(1, 1);
        static final Steps TWO = new Steps(2, 1);
    }

    /** Weight and bias of a convolution that has its batch normalisation in it. */
    record Kernel(Value weight, Value bias, int size) {}

    /** A convolution and the batch normalisation behind it. */
    Value normed(String convolution, String norm, Value x, Steps steps) {
        return normed(convolution, norm, x, steps, 1);
    }

    /** @param gain by which x is still to be multiplied */
    Value normed(String convolution, String norm, Value x, Steps steps, double gain) {
        Tensor weight = weights.get(convolution + ".weight");
        return convolve(x, kernel(convolution, norm, gain, weight.shape()), steps, 1);
    }

    /** As {@link #normed}, a channel at a time. */
    Value depthwise(String convolution, String norm, Value x, Steps steps) {
        long[] shape = weights.get(convolution + ".weight").shape();
        return convolve(x, kernel(convolution, norm, 1, shape), steps, shape[0]);
    }

    /** @param shape in which the weight is kept, of the same size as its own */
    Kernel kernel(String convolution, String norm, double gain, long... shape) {
        Tensor weight = weights.get(convolution + ".weight");
        BatchNormFolding folded = new BatchNormFolding(weight, BatchNormFolding.Norm.of(weights, norm), gain);
        return new Kernel(
                graph.parameter(convolution + ".weight", shape, folded::kernel),
                graph.parameter(convolution + ".bias", new long[] {folded.channels()}, folded::bias),
                size(weight));
    }

    /** A 1x1 convolution with a bias of its own. */
    Value pointwise(String path, Value x) {
        Tensor weight = weights.get(path + ".weight");
        Kernel kernel = new Kernel(
                graph.parameter(path + ".weight", weight),
                graph.parameter(path + ".bias", weights.get(path + ".bias")),
                size(weight));
        return convolve(x, kernel, Steps.ONE, 1);
    }

    /** @param groups a number or a {@link Value} */
    Value convolve(Value x, Kernel kernel, Steps steps, Object groups) {
        int padding = steps.dilation * (kernel.size - 1) / 2;
        return graph.call(
                "conv2d",
                x,
                kernel.weight,
                kernel.bias,
                list(steps.stride, steps.stride),
                list(padding, padding),
                list(steps.dilation, steps.dilation),
                groups);
    }

    /** [B, in] to [B, out] */
    Value linear(String path, Value x) {
        return graph.call(
                "linear",
                x,
                graph.parameter(path + ".weight", weights.get(path + ".weight")),
                graph.parameter(path + ".bias", weights.get(path + ".bias")));
    }

    Value relu(Value x) {
        return graph.call("relu", x);
    }

    Value sigmoid(Value x) {
        return graph.call("sigmoid", x);
    }

    Value add(Value a, Value b) {
        return graph.call("add", a, b);
    }

    Value mul(Value a, Object b) {
        return graph.call("mul", a, b);
    }

    /** [B, C, H, W] to [B, C] */
    Value spatialMean(Value x) {
        return graph.call("mean", x, list(2, 3));
    }

    /** [B, C] to [B, C, 1, 1] */
    Value overMap(Value x) {
        return graph.call("unsqueeze", graph.call("unsqueeze", x, 2), 3);
    }

    /** Entries {@code from} to before {@code to} of the second dimension. */
    Value slice(Value x, int from, int to) {
        return graph.call("slice", x, 1, from, to);
    }

    private static int size(Tensor weight) {
        return (int) weight.shape()[2];
    }
}

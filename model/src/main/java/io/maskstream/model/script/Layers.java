package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import io.maskstream.model.script.GraphWriter.Value;

/** The layers with weights, under the paths that they have in the network, and the functions without. */
final class Layers {

    private final GraphWriter graph;
    private final Weights weights;
    private final ScriptForm form;
    private final Products products;

    Layers(GraphWriter graph, Weights weights, ScriptForm form) {
        this.graph = graph;
        this.weights = weights;
        this.form = form;
        this.products = new Products(graph);
    }

    boolean fast() {
        return form == ScriptForm.FAST;
    }

    Weights weights() {
        return weights;
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
        long[] shape = weights.get(convolution + ".weight").shape();
        if (fast() && shape[2] == 1 && steps.equals(Steps.ONE))
            return products.pointwise(convolution, Affine.normed(weights, convolution, norm, gain), x);
        Kernel kernel = kernel(convolution, norm, gain, shape);
        return fast() && Products.narrow(shape)
                ? products.perImage(x, kernel, steps, shape[0])
                : convolve(x, kernel, steps, 1);
    }

    /** A mean over 2x2 places, then {@link #normed}, 1x1: one convolution of stride 2. */
    Value normedMeanOfFour(String convolution, String norm, Value x) {
        Affine affine = Affine.normed(weights, convolution, norm, 0.25);
        Value weight = graph.parameter(
                convolution + ".weight", new long[] {affine.out(), affine.in(), 2, 2}, affine::weightOfFourPlaces);
        Value bias = graph.parameter(convolution + ".bias", new long[] {affine.out()}, affine::bias);
        return convolve(x, new Kernel(weight, bias, 2), Steps.TWO, 1);
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
        if (fast()) return products.pointwise(path, Affine.of(weights, path), x);
        Tensor weight = weights.get(path + ".weight");
        Kernel kernel = new Kernel(
                graph.parameter(path + ".weight", weight),
                graph.parameter(path + ".bias", weights.get(path + ".bias")),
                size(weight));
        return convolve(x, kernel, Steps.ONE, 1);
    }

    /** @param groups a number or a {@link Value} */
    Value convolve(Value x, Kernel kernel, Steps steps, Object groups) {
        return convolve(graph, x, kernel, steps, groups);
    }

    static Value convolve(GraphWriter graph, Value x, Kernel kernel, Steps steps, Object groups) {
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

    /** @param x not read again but through the result, in the memory of an operator's result */
    Value relu(Value x) {
        return graph.call(fast() ? "relu_" : "relu", x);
    }

    /** @param x as {@link #relu}'s */
    Value sigmoid(Value x) {
        return graph.call(fast() ? "sigmoid_" : "sigmoid", x);
    }

    /** @param sum as {@link #relu}'s */
    Value addTo(Value sum, Value b) {
        return graph.call(fast() ? "add_" : "add", sum, b);
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

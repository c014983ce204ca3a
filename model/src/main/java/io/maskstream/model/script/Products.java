package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;
import static io.maskstream.model.script.GraphWriter.listOf;

import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Kernel;
import io.maskstream.model.script.Layers.Steps;

/**
 * Convolutions in the form that libtorch computes faster on a CPU. With batches of 16 and more it gives every convolution to
 * oneDNN, which reorders input and output into blocks of 16 channels: more work than a 1x1 convolution itself, and half of
 * it for nothing where there are fewer channels.
 */
final class Products {

    private static final int CHANNEL_BLOCK = 16;

    private final GraphWriter graph;

    Products(GraphWriter graph) {
        this.graph = graph;
    }

    /** Whether {@link #perImage} is the faster form of a convolution of a kernel of this shape. */
    static boolean narrow(long[] kernel) {
        return kernel[0] < CHANNEL_BLOCK && kernel[1] >= CHANNEL_BLOCK / 2;
    }

    /** A 1x1 convolution. */
    Value pointwise(String path, Affine affine, Value x) {
        return unflat(flatPointwise(path, affine, flat(x)), x);
    }

    /** [B, in, N] to [B, out, N] */
    Value flatPointwise(String path, Affine affine, Value flat) {
        long in = affine.in();
        long out = affine.out();
        Value weight = graph.parameter(path + ".weight", new long[] {1, out, in}, affine::weight);
        Value bias = graph.parameter(path + ".bias", new long[] {1, out, 1}, affine::bias);
        Value weights = graph.call("expand", weight, listOf(batch(flat), out, in));
        return graph.call("baddbmm", bias, weights, flat);
    }

    /** [B, in] to [B, out] */
    Value linear(String path, Affine affine, Value x) {
        long[] shape = {affine.out(), affine.in()};
        Value weight = graph.parameter(path + ".weight", shape, affine::weight);
        return graph.call(
                "linear", x, weight, graph.parameter(path + ".bias", new long[] {affine.out()}, affine::bias));
    }

    /**
     * The same kernel for every image, but a group for each.
     *
     * @param shared weight [out, C, k, k], bias [out]
     */
    Value perImage(Value x, Kernel shared, Steps steps, long out) {
        Value kernels = graph.call("repeat", shared.weight(), listOf(batch(x), 1, 1, 1));
        return perImage(x, kernels, shared, steps, out);
    }

    /**
     * A kernel for each image: a grouped convolution over the batch, whose size is known when the module runs.
     *
     * @param kernels [B * out, C, k, k]
     * @param shared its bias [out] and size are every image's
     */
    Value perImage(Value x, Value kernels, Kernel shared, Steps steps, long out) {
        Value batch = batch(x);
        Value biases = graph.call("repeat", shared.bias(), listOf(batch));
        Value groups = graph.call("unsqueeze", graph.call("flatten", x, 0, 1), 0);
        Value y = Layers.convolve(graph, groups, new Kernel(kernels, biases, shared.size()), steps, batch);
        return graph.call("unflatten", graph.call("squeeze", y, 0), 0, list(-1, out));
    }

    /** [B, C, H, W] to [B, C, H * W], the same memory. */
    Value flat(Value x) {
        return graph.call("flatten", x, 2);
    }

    /** @param like whose map it gets, [B, any, H, W] */
    Value unflat(Value flat, Value like) {
        return graph.call("unflatten", flat, 2, listOf(graph.call("size", like, 2), graph.call("size", like, 3)));
    }

    Value batch(Value x) {
        return graph.call("size", x, 0);
    }
}

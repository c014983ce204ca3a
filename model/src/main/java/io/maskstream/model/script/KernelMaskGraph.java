package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Kernel;
import io.maskstream.model.script.Layers.Steps;
import java.util.stream.LongStream;

/** One branch under a mask on the kernel: a kernel for each image, of the taps' masks and, or beside, those of the channels. */
final class KernelMaskGraph {

    private static final int GROUPS = MaskKind.GROUPS;

    private final GraphWriter graph;
    private final Layers layers;
    private final Products products;
    private final BlockSpec block;
    private final int channels;
    private final int width;

    KernelMaskGraph(GraphWriter graph, Layers layers, BlockSpec block) {
        this.graph = graph;
        this.layers = layers;
        this.products = new Products(graph);
        this.block = block;
        this.channels = block.out();
        this.width = channels / 2;
    }

    /**
     * With the masks of input channels in the kernels too, so that all branches read the map as it is. Taps and channels are
     * multiplied with each other first, as they are few, and the product over whole rows.
     *
     * @param x [B, C, H, W]
     * @param taps [B, groups * taps], halved
     * @param inputs [B, C], halved
     * @return [B, w, H, W], not yet rectified
     */
    Value onKernels(Value x, int b, Value taps, Value inputs) {
        int count = block.branches().get(b).taps();
        long perOutput = (long) channels * count;
        Value byTap = graph.call("reshape", taps, list(-1, GROUPS, 1, count));
        Value byInput = graph.call("reshape", inputs, list(-1, 1, channels, 1));
        Value mask = graph.call("reshape", layers.mul(byTap, byInput), list(-1, GROUPS, 1, perOutput));
        return convolved(x, b, mask, kernel(b, perOutput));
    }

    /** The same as the network computes it: channels are masked in the map. */
    Value onKernelsAndMap(Value x, int b, Value taps, Value inputs) {
        int count = block.branches().get(b).taps();
        Value mask = graph.call("reshape", taps, list(-1, GROUPS, 1, 1, count));
        Kernel shared = kernel(b, channels, count);
        return convolved(layers.mul(x, layers.overMap(inputs)), b, mask, shared);
    }

    private Kernel kernel(int b, long... perOutput) {
        long[] shape = LongStream.concat(LongStream.of(GROUPS, width / GROUPS), LongStream.of(perOutput))
                .toArray();
        return layers.kernel(block.path() + ".mb.convs." + b, block.path() + ".mb.bns." + b, 4, shape);
    }

    private Value convolved(Value x, int b, Value mask, Kernel shared) {
        Branch branch = block.branches().get(b);
        Value masked = layers.mul(mask, shared.weight());
        Value kernels = graph.call("reshape", masked, list(-1, channels, branch.kernel(), branch.kernel()));
        return products.perImage(x, kernels, shared, new Steps(1, branch.dilation()), width);
    }
}

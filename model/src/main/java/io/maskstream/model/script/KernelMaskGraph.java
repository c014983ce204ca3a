package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Kernel;
import io.maskstream.model.script.Layers.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * Branches under a mask on the kernel, with the masks of input channels in the kernels too: the map is read as it is, by all
 * branches. Taps and channels are multiplied with each other first, as they are few, and the product over whole rows.
 */
final class KernelMaskGraph {

    private static final int GROUPS = MaskKind.GROUPS;

    private final GraphWriter graph;
    private final Layers layers;
    private final Products products;
    private final BlockSpec block;

    KernelMaskGraph(GraphWriter graph, Layers layers, BlockSpec block) {
        this.graph = graph;
        this.layers = layers;
        this.products = new Products(graph);
        this.block = block;
    }

    /**
     * @param x [B, C, H, W]
     * @param masks [B, masks], halved: taps of every branch, group major, then input channels of every branch
     * @return [B, w, H, W] a branch, not yet rectified
     */
    List<Value> write(Value x, Value masks) {
        int channels = block.out();
        int tapsFrom = 0;
        int channelsFrom =
                GROUPS * block.branches().stream().mapToInt(Branch::taps).sum();
        List<Value> convolved = new ArrayList<>();
        for (Branch branch : block.branches()) {
            int tapMasks = GROUPS * branch.taps();
            Value taps = layers.slice(masks, tapsFrom, tapsFrom + tapMasks);
            Value inputs = layers.slice(masks, channelsFrom, channelsFrom + channels);
            convolved.add(convolved(x, convolved.size(), taps, inputs));
            tapsFrom += tapMasks;
            channelsFrom += channels;
        }
        return convolved;
    }

    private Value convolved(Value x, int b, Value taps, Value inputs) {
        Branch branch = block.branches().get(b);
        String path = block.path() + ".mb.";
        long channels = block.out();
        long width = channels / 2;
        long perOutput = channels * branch.taps();
        Value byTap = graph.call("reshape", taps, list(-1, GROUPS, 1, branch.taps()));
        Value byInput = graph.call("reshape", inputs, list(-1, 1, channels, 1));
        Value mask = graph.call("reshape", layers.mul(byTap, byInput), list(-1, GROUPS, 1, perOutput));
        Kernel shared = layers.kernel(path + "convs." + b, path + "bns." + b, 4, GROUPS, width / GROUPS, perOutput);
        Value masked = layers.mul(mask, shared.weight());
        Value kernels = graph.call("reshape", masked, list(-1, channels, branch.kernel(), branch.kernel()));
        return products.perImage(x, kernels, shared, new Steps(1, branch.dilation()), width);
    }
}

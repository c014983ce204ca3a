package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * The branches of a mask convolution under their mask, from [B, C, H, W] to [B, w, H, W] each. Masks are 2 * sigmoid in
 * the network; here they are the sigmoid, and the 2 is in the kernels that read what was masked.
 */
final class BranchGraph {

    private static final int GROUPS = MaskKind.GROUPS;

    private final GraphWriter graph;
    private final Layers layers;
    private final BlockSpec block;
    private final String path;

    BranchGraph(GraphWriter graph, Layers layers, BlockSpec block) {
        this.graph = graph;
        this.layers = layers;
        this.block = block;
        this.path = block.path() + ".mb";
    }

    List<Value> write(MaskKind mask, Value x) {
        List<Value> convolved = switch (mask) {
            // A static mask is in the kernels already.
            case OFF, STATIC -> unmasked(x);
            case INPUT -> maskedInput(x);
            case KERNEL -> maskedKernel(x);
        };
        return convolved.stream().map(layers::relu).toList();
    }

    private List<Value> unmasked(Value x) {
        List<Value> convolved = new ArrayList<>();
        for (int b = 0; b < branches(); b++) convolved.add(layers.normed(convolution(b), norm(b), x, steps(b)));
        return convolved;
    }

    private List<Value> maskedInput(Value x) {
        Value masks = inputMasks(x);
        Value grouped = graph.call("unflatten", x, 1, list(block.out() / GROUPS, GROUPS));
        List<Value> convolved = new ArrayList<>();
        for (int b = 0; b < branches(); b++) {
            Value mask = graph.call("unsqueeze", layers.slice(masks, b * GROUPS, (b + 1) * GROUPS), 1);
            Value masked = graph.call("flatten", layers.mul(grouped, mask), 1, 2);
            convolved.add(layers.normed(convolution(b), norm(b), masked, steps(b), 2));
        }
        return convolved;
    }

    /** [B, branches * groups, H, W] */
    private Value inputMasks(Value x) {
        String mask = path + ".mask";
        Value q = layers.relu(layers.normed(mask + ".reduce", mask + ".bn1", x, Steps.ONE));
        Value local = layers.depthwise(mask + ".local", mask + ".bn2", q, new Steps(1, 2));
        Value global = layers.linear(mask + ".glob", layers.spatialMean(x));
        Value context = layers.add(local, layers.overMap(global));
        return layers.sigmoid(layers.pointwise(mask + ".head", layers.relu(context)));
    }

    /** One kernel a sample. */
    private List<Value> maskedKernel(Value x) {
        KernelMaskGraph masked = new KernelMaskGraph(graph, layers, block);
        Value masks = kernelMasks(x);
        int tapsFrom = 0;
        int channelsFrom =
                GROUPS * block.branches().stream().mapToInt(Branch::taps).sum();
        List<Value> convolved = new ArrayList<>();
        for (int b = 0; b < branches(); b++) {
            int tapMasks = GROUPS * block.branches().get(b).taps();
            Value taps = layers.slice(masks, tapsFrom, tapsFrom + tapMasks);
            Value inputs = layers.slice(masks, channelsFrom, channelsFrom + block.out());
            convolved.add(
                    layers.fast() ? masked.onKernels(x, b, taps, inputs) : masked.onKernelsAndMap(x, b, taps, inputs));
            tapsFrom += tapMasks;
            channelsFrom += block.out();
        }
        return convolved;
    }

    /** [B, masks]: taps of every branch, group major, then input channels of every branch. */
    private Value kernelMasks(Value x) {
        String mask = path + ".mask";
        Value context = layers.relu(layers.linear(mask + ".fc1", layers.spatialMean(x)));
        return layers.sigmoid(layers.linear(mask + ".fc2", context));
    }

    private int branches() {
        return block.branches().size();
    }

    private Steps steps(int b) {
        return new Steps(1, block.branches().get(b).dilation());
    }

    private String convolution(int b) {
        return path + ".convs." + b;
    }

    private String norm(int b) {
        return path + ".bns." + b;
    }
}

package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Steps;
import java.util.List;

/** A residual block of either kind, [B, in, H, W] to [B, out, H/stride, W/stride]. */
final class BlockGraph {

    private final GraphWriter graph;
    private final Layers layers;
    private final AttentionGraph attention;
    private final NetworkSpec spec;
    private final BlockSpec block;
    private final String path;

    BlockGraph(GraphWriter graph, Layers layers, NetworkSpec spec, BlockSpec block) {
        this.graph = graph;
        this.layers = layers;
        this.attention = new AttentionGraph(graph, layers);
        this.spec = spec;
        this.block = block;
        this.path = block.path();
    }

    Value write(Value x) {
        Steps strided = new Steps(block.stride(), 1);
        Value y = layers.relu(layers.normed(path + ".conv1", path + ".bn1", x, strided));
        if (spec.block() == BlockKind.MASKED && layers.fast()) {
            List<Value> branches = new BranchGraph(graph, layers, block).write(spec.mask(), y);
            return new FusedTail(graph, layers, spec, block).write(branches, shortcut(x));
        }
        y = switch (spec.block()) {
            case MASKED -> masked(y);
            case PLAIN -> plain(y);
            case PLAIN_SE -> attention.squeezeExcitation(path + ".se", plain(y));
            case PLAIN_CBAM -> attention.cbam(path + ".cbam", plain(y));
        };
        return layers.relu(layers.addTo(y, shortcut(x)));
    }

    private Value plain(Value x) {
        return layers.normed(path + ".conv2", path + ".bn2", x, Steps.ONE);
    }

    private Value masked(Value x) {
        List<Value> branches = new BranchGraph(graph, layers, block).write(spec.mask(), x);
        boolean dynamic = spec.selection() == Selection.DYNAMIC;
        Value fused = dynamic ? select(branches) : sum(branches);
        double gain = dynamic ? 1 : 1.0 / branches.size();
        Value y = layers.normed(path + ".mb.proj", path + ".mb.bnp", fused, Steps.ONE, gain);
        return attention.enhancement(path + ".aem", spec.enhancement(), y);
    }

    private Value select(List<Value> branches) {
        // The mean of the sum is the sum of the means, which are small.
        Value mean = sum(branches.stream().map(layers::spatialMean).toList());
        Value scores = layers.linear(path + ".mb.sel2", layers.relu(layers.linear(path + ".mb.sel1", mean)));
        Value byBranch = graph.call("unflatten", scores, 1, list(branches.size(), -1));
        Value weights = graph.call("softmax", byBranch, 1);
        Value fused = weighted(branches, weights, 0);
        for (int b = 1; b < branches.size(); b++) fused = layers.add(fused, weighted(branches, weights, b));
        return fused;
    }

    private Value weighted(List<Value> branches, Value weights, int b) {
        return layers.mul(branches.get(b), layers.overMap(graph.call("select", weights, 1, b)));
    }

    private Value sum(List<Value> values) {
        return values.stream().reduce(layers::add).orElseThrow();
    }

    private Value shortcut(Value x) {
        if (block.identityShortcut()) return x;
        // Only blocks that halve the map change its width.
        if (layers.fast()) return layers.normedMeanOfFour(path + ".short.1", path + ".short.2", x);
        Value pooled = graph.call("avg_pool2d", x, list(2, 2), list(2, 2));
        return layers.normed(path + ".short.1", path + ".short.2", pooled, Steps.ONE);
    }
}

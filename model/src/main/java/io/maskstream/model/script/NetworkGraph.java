package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Weights;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Steps;

/** A whole network, from images [B, 3, H, W] to logits [B, classes]. */
final class NetworkGraph {

    private NetworkGraph() {}

    /** @param weights fit the spec */
    static GraphWriter of(NetworkSpec spec, Weights weights, ScriptForm form) {
        GraphWriter graph = new GraphWriter();
        boolean foldable = spec.mask() == MaskKind.STATIC;
        Layers layers = new Layers(graph, foldable ? StaticMasks.folded(spec, weights) : weights, form);
        Value x = stem(graph, layers, spec.stemStride());
        for (BlockSpec block : spec.blocks()) x = new BlockGraph(graph, layers, spec, block).write(x);
        graph.result(layers.linear("fc", layers.spatialMean(x)));
        return graph;
    }

    private static Value stem(GraphWriter graph, Layers layers, int stride) {
        Value images = graph.input();
        if (stride == 1) return layers.relu(layers.normed("stem.0", "stem.1", images, Steps.ONE));
        Value x = layers.relu(layers.normed("stem.0", "stem.1", images, Steps.TWO));
        x = layers.relu(layers.normed("stem.3", "stem.4", x, Steps.ONE));
        return stride == 2 ? x : graph.call("max_pool2d", x, list(3, 3), list(2, 2), list(1, 1));
    }
}

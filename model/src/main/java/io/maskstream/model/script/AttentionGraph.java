package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;

import io.maskstream.model.network.Enhancement;
import io.maskstream.model.script.GraphWriter.Value;
import io.maskstream.model.script.Layers.Steps;

/** What weighs a residual branch before the addition; [B, C, H, W] to the same shape. */
final class AttentionGraph {

    private final GraphWriter graph;
    private final Layers layers;

    AttentionGraph(GraphWriter graph, Layers layers) {
        this.graph = graph;
        this.layers = layers;
    }

    Value enhancement(String path, Enhancement kind, Value f) {
        if (kind == Enhancement.OFF) return f;
        Value u = layers.relu(layers.linear(path + ".c1", layers.spatialMean(f)));
        Value channels = layers.sigmoid(layers.linear(path + ".c2", u));
        Value reduced = layers.relu(layers.pointwise(path + ".p1", f));
        Value pixels = layers.sigmoid(layers.pointwise(path + ".p2", reduced));
        if (kind == Enhancement.DYNAMIC) {
            Value gate = layers.mul(graph.call("softmax", layers.linear(path + ".gate", u), 1), 2);
            channels = layers.mul(channels, layers.slice(gate, 0, 1));
            pixels = layers.mul(pixels, layers.overMap(layers.slice(gate, 1, 2)));
        }
        return layers.mul(f, layers.add(layers.overMap(channels), pixels));
    }

    Value squeezeExcitation(String path, Value f) {
        Value context = layers.relu(layers.linear(path + ".fc1", layers.spatialMean(f)));
        return layers.mul(f, layers.overMap(layers.sigmoid(layers.linear(path + ".fc2", context))));
    }

    Value cbam(String path, Value f) {
        Value mean = layers.spatialMean(f);
        Value max = graph.call("amax", f, list(2, 3));
        // The perceptron that they share is linear behind its activation: once, over both.
        Value both = graph.call("cat", "[" + mean + ", " + max + "]", 0);
        Value scores = layers.linear(path + ".fc2", layers.relu(layers.linear(path + ".fc1", both)));
        Value sum = graph.call("sum", graph.call("unflatten", scores, 0, list(2, -1)), list(0));
        Value weighed = layers.mul(f, layers.overMap(layers.sigmoid(sum)));
        Value channelMean = graph.call("mean", weighed, list(1), "True");
        Value channelMax = graph.call("amax", weighed, list(1), "True");
        Value summary = graph.call("cat", "[" + channelMean + ", " + channelMax + "]", 1);
        Value places = layers.sigmoid(layers.normed(path + ".spatial", path + ".bn", summary, Steps.ONE));
        return layers.mul(weighed, places);
    }
}

package io.maskstream.model.script;

import static io.maskstream.model.script.GraphWriter.list;
import static io.maskstream.model.script.GraphWriter.listOf;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.script.GraphWriter.Value;
import java.util.List;
import java.util.function.Supplier;

/**
 * What follows the branches of a masked block, in few passes over the maps: selection, projection, enhancement, addition. As
 * means and 1x1 convolutions are linear, the enhancement's reductions of the projected map are joined with the projection:
 * one product gives both, and the channels' context comes from the branches' means.
 */
final class FusedTail {

    private final GraphWriter graph;
    private final Layers layers;
    private final Products products;
    private final NetworkSpec spec;
    private final BlockSpec block;
    private final Affine projection;

    FusedTail(GraphWriter graph, Layers layers, NetworkSpec spec, BlockSpec block) {
        this.graph = graph;
        this.layers = layers;
        this.products = new Products(graph);
        this.spec = spec;
        this.block = block;
        boolean dynamic = spec.selection() == Selection.DYNAMIC;
        double gain = dynamic ? 1 : 1.0 / block.branches().size();
        this.projection = Affine.normed(layers.weights(), mb("proj"), mb("bnp"), gain);
    }

    /** A map and its spatial mean, [B, w, H, W] and [B, w]; the mean costs nothing where nobody asks for it. */
    private record Fused(Value map, Supplier<Value> mean) {}

    /**
     * @param branches [B, w, H, W] each, not read again
     * @param shortcut [B, C, H, W]
     * @return [B, C, H, W]
     */
    Value write(List<Value> branches, Value shortcut) {
        Fused fused = spec.selection() == Selection.DYNAMIC ? selected(branches) : added(branches);
        Value flat = products.flat(fused.map);
        Value sum = spec.enhancement() == Enhancement.OFF
                ? layers.addTo(products.flatPointwise(mb("proj"), projection, flat), products.flat(shortcut))
                : enhanced(flat, fused.mean.get(), products.flat(shortcut));
        return products.unflat(layers.relu(sum), shortcut);
    }

    private Fused added(List<Value> branches) {
        Value sum = branches.stream().reduce(layers::addTo).orElseThrow();
        return new Fused(sum, () -> layers.spatialMean(sum));
    }

    private Fused selected(List<Value> branches) {
        Value means = graph.call(
                "stack", listOf(branches.stream().map(layers::spatialMean).toArray()), 1);
        Value context = layers.relu(layers.linear(mb("sel1"), graph.call("sum", means, list(1))));
        Value scores = graph.call("unflatten", layers.linear(mb("sel2"), context), 1, list(branches.size(), -1));
        Value weights = graph.call("softmax", scores, 1);
        Value map = graph.call("mul_", branches.get(0), weight(weights, 0));
        for (int b = 1; b < branches.size(); b++)
            map = graph.call("addcmul_", map, branches.get(b), weight(weights, b));
        return new Fused(map, () -> graph.call("sum", layers.mul(weights, means), list(1)));
    }

    private Value weight(Value weights, int branch) {
        return layers.overMap(graph.call("select", weights, 1, branch));
    }

    private Value enhanced(Value flat, Value mean, Value shortcut) {
        Affine reduction = Affine.of(layers.weights(), aem("p1"));
        Affine context = projection.then(Affine.of(layers.weights(), aem("c1")));
        Value both = products.flatPointwise(mb("proj"), projection.and(projection.then(reduction)), flat);
        int width = block.out();
        Value map = layers.slice(both, 0, width);
        Value reduced = layers.relu(layers.slice(both, width, width + reduction.out()));

        Value u = layers.relu(products.linear(aem("c1"), context, mean));
        Value channels = layers.sigmoid(layers.linear(aem("c2"), u));
        Affine head = Affine.of(layers.weights(), aem("p2"));
        Value pixels = layers.sigmoid(products.flatPointwise(aem("p2"), head, reduced));
        if (spec.enhancement() == Enhancement.DYNAMIC) {
            Value gate = layers.mul(graph.call("softmax", layers.linear(aem("gate"), u), 1), 2);
            channels = layers.mul(channels, layers.slice(gate, 0, 1));
            pixels = layers.mul(pixels, graph.call("unsqueeze", layers.slice(gate, 1, 2), 2));
        }
        Value attention = layers.add(graph.call("unsqueeze", channels, 2), pixels);
        return graph.call("addcmul", shortcut, map, attention);
    }

    private String mb(String name) {
        return block.path() + ".mb." + name;
    }

    private String aem(String name) {
        return block.path() + ".aem." + name;
    }
}

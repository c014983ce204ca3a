package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dynamic mask convolution network, or its plain control, as one DJL block: images [B, 3, H, W] float32 to logits [B,
 * classes]. {@link #getParameters()} and {@link #parameters()} name every parameter by its PyTorch path.
 *
 * <p>One thread at a time. Intermediate arrays belong to the manager of the images: give each pass a manager of its own
 * and close it. The engine returns a new array at each {@code getGradient()}, attached to the parameter's manager: close
 * it, or memory grows with every step.
 */
public final class DmcNetwork extends AbstractBlock implements AutoCloseable {

    private static final Shape ANY_IMAGES = new Shape(1, 3, 32, 32);

    private final NetworkSpec spec;
    private final Map<String, NetworkParameter> registry = new LinkedHashMap<>();
    private final Stem stem;
    private final List<Unit> units = new ArrayList<>();
    private final Dense classifier;

    private DmcNetwork(NetworkSpec spec, long seed) {
        this.spec = spec;
        ParameterScope scope = ParameterScope.root(registry, seed);
        stem = new Stem(scope.child("stem"), spec);
        for (BlockSpec block : spec.blocks())
            units.add(unit(scope.child("blocks").child(block.index()), block));
        classifier = Dense.classifier(scope.child("fc"), spec.headWidth(), spec.classes());
        registry.values().forEach(parameter -> addParameter(parameter.parameter()));
    }

    /**
     * A network with its initial weights, which depend on the spec and the seed only.
     *
     * @param manager owns the parameters
     */
    public static DmcNetwork create(NetworkSpec spec, long seed, NDManager manager) {
        return create(spec, seed, manager, DataType.FLOAT32);
    }

    /**
     * The same initial weights in another precision: float64, where a comparison must not end at rounding. Such a network
     * computes and trains, but gives and takes no {@link Weights}.
     */
    public static DmcNetwork create(NetworkSpec spec, long seed, NDManager manager, DataType type) {
        DmcNetwork network = new DmcNetwork(spec, seed);
        // Parameter shapes come from the spec; any image shape will do.
        network.initialize(manager, type, ANY_IMAGES);
        return network;
    }

    private Unit unit(ParameterScope scope, BlockSpec block) {
        return switch (spec.block()) {
            case MASKED -> new ResidualBlock(scope, block, spec);
            case PLAIN, PLAIN_SE, PLAIN_CBAM -> new PlainBlock(scope, block, spec);
        };
    }

    public NetworkSpec spec() {
        return spec;
    }

    /** Parameters and buffers in the order of the network. */
    public List<NetworkParameter> parameters() {
        return List.copyOf(registry.values());
    }

    /** Trainable values, without buffers. */
    public long parameterCount() {
        return registry.values().stream()
                .filter(NetworkParameter::isTrainable)
                .mapToLong(parameter -> parameter.parameter().getShape().size())
                .sum();
    }

    /**
     * One pass.
     *
     * @param images [B, 3, H, W] float32, normalised
     * @param training whether batch normalisation uses, and learns from, the batch's statistics
     * @param observer sees the intermediate results
     * @return logits [B, classes], on the images' manager
     */
    public NDArray logits(ParameterStore store, NDArray images, boolean training, ActivationObserver observer) {
        return pass(store, images, training, observer, MaskIntervention.NONE);
    }

    /**
     * One pass in inference mode with something else in the masks' place; the observer sees the masks as computed.
     *
     * @param images [B, 3, H, W] float32, normalised
     * @return logits [B, classes], on the images' manager
     */
    public NDArray logits(
            ParameterStore store, NDArray images, ActivationObserver observer, MaskIntervention intervention) {
        return pass(store, images, false, observer, intervention);
    }

    private NDArray pass(
            ParameterStore store,
            NDArray images,
            boolean training,
            ActivationObserver observer,
            MaskIntervention intervention) {
        Shape shape = images.getShape();
        if (shape.dimension() != 4 || shape.get(1) != 3)
            throw new IllegalArgumentException("images: shape " + shape + ", must be (batch, 3, height, width)");
        Pass pass = new Pass(store, images.getDevice(), training, observer, intervention);
        NDArray x = stem.apply(pass, images);
        observer.activation("stem", x);
        for (int i = 0; i < units.size(); i++) {
            x = units.get(i).apply(pass, x);
            observer.activation("blocks." + i, x);
        }
        return classifier.apply(pass, Ops.spatialMean(x));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(logits(store, inputs.singletonOrThrow(), training, ActivationObserver.NONE));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), spec.classes())};
    }

    /** A copy of every parameter and buffer. */
    public Weights weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        registry.forEach((name, entry) -> {
            NDArray array = entry.parameter().getArray();
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray()));
        });
        return new Weights(tensors);
    }

    /**
     * Overwrites every parameter and buffer in place.
     *
     * @throws IllegalArgumentException when a name is missing or unknown, or a shape differs; nothing has changed then
     */
    public void load(Weights weights) {
        requireFit(weights);
        registry.forEach((name, entry) ->
                entry.parameter().getArray().set(weights.get(name).values()));
    }

    /**
     * Compares names and shapes with those of a network of the spec; needs no native library.
     *
     * @throws IllegalArgumentException when a name is missing or unknown, or a shape differs
     */
    public static void requireFit(NetworkSpec spec, Weights weights) {
        new DmcNetwork(spec, 0).requireFit(weights);
    }

    /** Parameters and buffers of a network of the spec, without values; needs no native library. */
    static List<NetworkParameter> layout(NetworkSpec spec) {
        return new DmcNetwork(spec, 0).parameters();
    }

    private void requireFit(Weights weights) {
        Set<String> unknown = new LinkedHashSet<>(weights.tensors().keySet());
        unknown.removeAll(registry.keySet());
        if (!unknown.isEmpty())
            throw new IllegalArgumentException("weights: " + unknown + " do not belong to this network");
        registry.forEach((name, entry) -> {
            long[] expected = entry.parameter().getShape().getShape();
            long[] actual = weights.get(name).shape();
            if (!Arrays.equals(expected, actual))
                throw new IllegalArgumentException("weights: " + name + " has shape " + Arrays.toString(actual)
                        + ", must be " + Arrays.toString(expected));
        });
    }

    /** Frees the parameters. Idempotent. */
    @Override
    public void close() {
        clear();
    }
}

package io.maskstream.model.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;
import io.maskstream.model.network.ActivationObserver;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskIntervention;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.train.GradientMode;
import io.maskstream.model.train.MaskMoments;
import io.maskstream.model.train.TrainStep;
import io.maskstream.model.train.Validator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a trained network with its masks as they are, and with something else in their place. For one thread. */
public final class MaskProbe {

    /** Of the deletion test, which costs two passes for each share of the pixels. */
    private static final int EXPLAINED = 256;

    private static final int BINS = 10;

    private final DmcNetwork network;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final InputShape input;

    /**
     * @param manager owns what a batch needs, while it needs it
     * @throws IllegalArgumentException when the network has no dynamic mask
     */
    public MaskProbe(DmcNetwork network, NDManager manager, InputShape input) {
        MaskKind mask = network.spec().mask();
        if (mask != MaskKind.INPUT && mask != MaskKind.KERNEL)
            throw new IllegalArgumentException("probe: the network's mask is " + mask
                    + ", there is nothing to probe; only input and kernel masks follow the image");
        this.network = network;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.input = input;
    }

    /** What is counted in one pass. */
    private static final class Counts {
        private final Map<MaskIntervention, BitSet> correct = new EnumMap<>(MaskIntervention.class);
        private final MaskMoments masks = new MaskMoments();
        private final Map<String, List<Integer>> beta = new LinkedHashMap<>();
        private int images;
    }

    /**
     * One pass over the loader's items.
     *
     * @param items of all classes mixed: another image of the batch must not be one of the same class by the data's order
     */
    public MaskReport run(Loader items) throws InterruptedException {
        Optional<DeletionTest> deletion = network.spec().mask() == MaskKind.INPUT
                ? Optional.of(new DeletionTest(input, EXPLAINED, this::probabilities))
                : Optional.empty();
        Counts counts = new Counts();
        try (GradientMode off = GradientMode.off();
                Loader.Pass pass = items.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    add(batch, counts, deletion);
                }
            }
        }
        Map<MaskIntervention, Double> top1 = new EnumMap<>(MaskIntervention.class);
        counts.correct.forEach((kind, right) -> top1.put(kind, (double) right.cardinality() / counts.images));
        return new MaskReport(
                counts.images, top1, counts.masks.statistics(), counts.beta, deletion.map(DeletionTest::result));
    }

    private void add(Batch batch, Counts counts, Optional<DeletionTest> deletion) {
        for (MaskIntervention intervention : MaskIntervention.values()) {
            boolean untouched = intervention == MaskIntervention.NONE;
            try (NDManager scope = manager.newSubManager()) {
                NDArray pixels = TrainStep.images(batch, input, scope);
                MaskMaps maps = new MaskMaps(input);
                ActivationObserver observer = untouched ? observer(counts, maps) : ActivationObserver.NONE;
                float[] logits = network.logits(parameters, pixels, observer, intervention)
                        .toFloatArray();
                BitSet correct = counts.correct.computeIfAbsent(intervention, i -> new BitSet());
                Validator.mark(logits, batch.labels(), correct, counts.images);
                if (untouched) deletion.ifPresent(test -> test.add(pixels.toFloatArray(), logits, maps));
            }
        }
        counts.images += batch.count();
    }

    private static ActivationObserver observer(Counts counts, MaskMaps maps) {
        return (name, value) -> {
            counts.masks.activation(name, value);
            if (name.endsWith(".mask")) maps.add(value.getShape(), value.toFloatArray());
            if (name.endsWith(".beta")) addGates(counts, name.replace(".beta", ""), value.toFloatArray());
        };
    }

    private static void addGates(Counts counts, String block, float[] gates) {
        List<Integer> bins = counts.beta.computeIfAbsent(block, n -> new ArrayList<>(Collections.nCopies(BINS, 0)));
        for (int i = 0; i < gates.length; i += 2) {
            int bin = Math.min(BINS - 1, (int) (gates[i] / 2 * BINS));
            bins.set(bin, bins.get(bin) + 1);
        }
    }

    private float[] probabilities(float[] pixels, int count) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray images = scope.create(pixels, new Shape(count, input.channels(), input.height(), input.width()));
            return network.logits(parameters, images, ActivationObserver.NONE, MaskIntervention.NONE)
                    .softmax(1)
                    .toFloatArray();
        }
    }
}

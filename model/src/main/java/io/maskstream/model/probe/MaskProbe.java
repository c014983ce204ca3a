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
import io.maskstream.model.train.MaskStatistics;
import io.maskstream.model.train.TrainStep;
import java.util.ArrayList;
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
    private final Map<MaskIntervention, Integer> correct = new EnumMap<>(MaskIntervention.class);
    private final List<MaskStatistics> masks = new ArrayList<>();
    private final Map<String, List<Integer>> beta = new LinkedHashMap<>();
    private int images;

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

    /** One pass over the loader's items. */
    public MaskReport run(Loader items) throws InterruptedException {
        Optional<DeletionTest> deletion = network.spec().mask() == MaskKind.INPUT
                ? Optional.of(new DeletionTest(input, EXPLAINED, this::probabilities))
                : Optional.empty();
        try (GradientMode off = GradientMode.off();
                Loader.Pass pass = items.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    add(batch, deletion);
                }
            }
        }
        Map<MaskIntervention, Double> top1 = new EnumMap<>(MaskIntervention.class);
        correct.forEach((intervention, count) -> top1.put(intervention, (double) count / images));
        return new MaskReport(images, top1, List.copyOf(masks), beta, deletion.map(DeletionTest::result));
    }

    private void add(Batch batch, Optional<DeletionTest> deletion) {
        for (MaskIntervention intervention : MaskIntervention.values()) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray pixels = TrainStep.images(batch, input, scope);
                MaskMaps maps = new MaskMaps(input);
                ActivationObserver observer = (name, value) -> {
                    if (intervention != MaskIntervention.NONE) return;
                    if (name.endsWith(".mask")) observeMask(name, value, batch.count(), maps);
                    if (name.endsWith(".beta")) observeBeta(name, value.toFloatArray());
                };
                float[] logits = network.logits(parameters, pixels, observer, intervention)
                        .toFloatArray();
                correct.merge(intervention, right(logits, batch.labels()), Integer::sum);
                if (intervention == MaskIntervention.NONE)
                    deletion.ifPresent(test -> test.add(pixels.toFloatArray(), logits, maps));
            }
        }
        images += batch.count();
    }

    private void observeMask(String name, NDArray value, int count, MaskMaps maps) {
        float[] values = value.toFloatArray();
        if (images == 0) masks.add(MaskStatistics.of(name.replace(".mask", ""), values, count));
        maps.add(value.getShape(), values);
    }

    private void observeBeta(String name, float[] gates) {
        List<Integer> bins =
                beta.computeIfAbsent(name.replace(".beta", ""), n -> new ArrayList<>(Collections.nCopies(BINS, 0)));
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

    static int best(float[] logits, int classes, int row) {
        int best = 0;
        for (int c = 1; c < classes; c++) if (logits[row * classes + c] > logits[row * classes + best]) best = c;
        return best;
    }

    private static int right(float[] logits, int[] labels) {
        int classes = logits.length / labels.length;
        int right = 0;
        for (int i = 0; i < labels.length; i++) if (best(logits, classes, i) == labels[i]) right++;
        return right;
    }
}

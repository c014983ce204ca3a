package io.maskstream.model.probe;

import io.maskstream.model.InputShape;
import io.maskstream.model.ablate.PairedDifference;
import io.maskstream.model.probe.MaskReport.Deletion;
import io.maskstream.model.train.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Deletes and inserts pixels in the order of a map and in a random one. See {@link Deletion}. */
final class DeletionTest {

    /** Images to class probabilities. */
    interface Network {
        /** @param pixels {@code count} images, CHW */
        float[] probabilities(float[] pixels, int count);
    }

    /** Steps from nothing to everything; the curve is their mean. */
    private static final int STEPS = 10;

    private final InputShape input;
    private final int limit;
    private final Network network;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<double[]> areas = new ArrayList<>();

    /** @param limit images that are tested, the first ones */
    DeletionTest(InputShape input, int limit, Network network) {
        this.input = input;
        this.limit = limit;
        this.network = network;
    }

    /** A batch with the logits and maps that the network gave for it. */
    void add(float[] pixels, float[] logits, MaskMaps maps) {
        int floats = input.floats();
        int count = pixels.length / floats;
        int classes = logits.length / count;
        for (int i = 0; i < count && areas.size() < limit; i++) {
            float[] image = Arrays.copyOfRange(pixels, i * floats, (i + 1) * floats);
            int predicted = Validator.best(logits, i, classes);
            int[] byMap = PixelOrder.byMap(maps.of(i), random);
            int[] byChance = PixelOrder.random(byMap.length, random);
            areas.add(new double[] {
                area(image, byMap, predicted, false),
                area(image, byChance, predicted, false),
                area(image, byMap, predicted, true),
                area(image, byChance, predicted, true)
            });
        }
    }

    private double area(float[] image, int[] order, int predicted, boolean insert) {
        float[] batch = new float[(STEPS + 1) * image.length];
        for (int step = 0; step <= STEPS; step++) {
            boolean[] kept = new boolean[order.length];
            Arrays.fill(kept, !insert);
            for (int p = 0; p < order.length * step / STEPS; p++) kept[order[p]] = insert;
            System.arraycopy(PixelOrder.keep(image, kept), 0, batch, step * image.length, image.length);
        }
        float[] probabilities = network.probabilities(batch, STEPS + 1);
        int classes = probabilities.length / (STEPS + 1);
        double area = 0;
        // Trapezoids.
        for (int step = 0; step <= STEPS; step++)
            area += probabilities[step * classes + predicted] * (step == 0 || step == STEPS ? 0.5 : 1) / STEPS;
        return area;
    }

    Deletion result() {
        return new Deletion(
                areas.size(),
                mean(0),
                mean(1),
                mean(2),
                mean(3),
                PairedDifference.of(areas.stream().mapToDouble(a -> a[1] - a[0]).toArray()),
                PairedDifference.of(areas.stream().mapToDouble(a -> a[2] - a[3]).toArray()));
    }

    private double mean(int figure) {
        return areas.stream().mapToDouble(a -> a[figure]).average().orElse(Double.NaN);
    }
}

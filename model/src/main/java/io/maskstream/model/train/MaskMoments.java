package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import io.maskstream.model.network.ActivationObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the masks of every block, batch by batch. All images count: a batch in a data set's own order may be of one
 * class, and would tell little of how masks differ between images. For one thread.
 */
public final class MaskMoments implements ActivationObserver {

    private static final String MASK = ".mask";

    private final Map<String, Sums> blocks = new LinkedHashMap<>();

    private static final class Sums {

        private final double[] byEntry;
        private double all;
        private double squares;
        private double squaredImageMeans;
        private long images;

        Sums(int entries) {
            byEntry = new double[entries];
        }

        void add(float[] masks) {
            int entries = byEntry.length;
            for (int at = 0; at < masks.length; images++) {
                double image = 0;
                for (int e = 0; e < entries; e++, at++) {
                    double m = masks[at];
                    byEntry[e] += m;
                    image += m;
                    squares += m * m;
                }
                all += image;
                squaredImageMeans += Math.pow(image / entries, 2);
            }
        }

        MaskStatistics statistics(String block) {
            int entries = byEntry.length;
            double mean = all / images / entries;
            double meanSquare = squares / images / entries;
            double squaredEntryMeans = 0;
            for (double sum : byEntry) squaredEntryMeans += Math.pow(sum / images, 2) / entries;
            return new MaskStatistics(
                    block,
                    mean,
                    deviation(meanSquare, mean * mean),
                    deviation(meanSquare, squaredImageMeans / images),
                    deviation(meanSquare, squaredEntryMeans));
        }

        // Rounding may leave a mask of equal entries below 0.
        private static double deviation(double meanSquare, double squareOfMeans) {
            return Math.sqrt(Math.max(0, meanSquare - squareOfMeans));
        }
    }

    /** Takes an activation if it is a block's mask: [B, ...], or [1, ...] of a mask that is one for the whole batch. */
    @Override
    public void activation(String name, NDArray value) {
        if (!name.endsWith(MASK)) return;
        String block = name.substring(0, name.length() - MASK.length());
        add(block, value.toFloatArray(), Math.toIntExact(value.getShape().get(0)));
    }

    void add(String block, float[] masks, int rows) {
        blocks.computeIfAbsent(block, b -> new Sums(masks.length / rows)).add(masks);
    }

    /** In the order of the blocks; empty where there are no masks. */
    public List<MaskStatistics> statistics() {
        List<MaskStatistics> statistics = new ArrayList<>();
        blocks.forEach((block, sums) -> statistics.add(sums.statistics(block)));
        return List.copyOf(statistics);
    }
}

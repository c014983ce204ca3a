package io.maskstream.model.probe;

import io.maskstream.model.network.MaskIntervention;
import io.maskstream.model.train.MaskStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param images that were classified
 * @param top1 by what was put in the masks' place, in [0,1]
 * @param masks of each block, over the first batch
 * @param beta of each block with a dynamic gate: how many of the images have a first gate (that of channel attention) in
 *     each tenth of (0,2)
 * @param explanation whether the masks' map ranks pixels; empty for masks on the kernel, which have no map
 */
public record MaskReport(
        int images,
        Map<MaskIntervention, Double> top1,
        List<MaskStatistics> masks,
        Map<String, List<Integer>> beta,
        Optional<Deletion> explanation) {

    /**
     * The deletion and insertion test (Petsiuk et al. 2018, RISE): the mean probability of the predicted class while pixels
     * go, or come, from the highest in the map to the lowest, against the same in a random order.
     *
     * @param images that were tested
     * @param deletion area under the deletion curve, in [0,1]; lower is better
     * @param randomDeletion the same in a random order
     * @param insertion area under the insertion curve, in [0,1]; higher is better
     * @param randomInsertion the same in a random order
     * @param deletionGain mean over images of random minus map, with the half width of its 95 % interval
     * @param insertionGain mean over images of map minus random, with the half width of its 95 % interval
     */
    public record Deletion(
            int images,
            double deletion,
            double randomDeletion,
            double insertion,
            double randomInsertion,
            Gain deletionGain,
            Gain insertionGain) {

        /** Only if both gains are shown. */
        public boolean explains() {
            return deletionGain.shown() && insertionGain.shown();
        }
    }

    /** A mean with the half width of its normal 95 % interval over images. */
    public record Gain(double mean, double half) {

        static Gain of(double[] values) {
            double sum = 0;
            double squares = 0;
            for (double v : values) sum += v;
            double mean = sum / values.length;
            for (double v : values) squares += (v - mean) * (v - mean);
            double half = 1.959964 * Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
            return new Gain(mean, half);
        }

        /** Whether the interval lies above 0. */
        public boolean shown() {
            return mean - half > 0;
        }
    }
}

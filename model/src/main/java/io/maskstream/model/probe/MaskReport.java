package io.maskstream.model.probe;

import io.maskstream.model.ablate.PairedDifference;
import io.maskstream.model.ablate.PairedDifference.Verdict;
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
 * @param masks of each block
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
     * @param deletionGain random minus map, an image
     * @param insertionGain map minus random, an image
     */
    public record Deletion(
            int images,
            double deletion,
            double randomDeletion,
            double insertion,
            double randomInsertion,
            PairedDifference deletionGain,
            PairedDifference insertionGain) {

        /** Only if both gains are shown. */
        public boolean explains() {
            return deletionGain.verdict() == Verdict.HELPS && insertionGain.verdict() == Verdict.HELPS;
        }
    }
}

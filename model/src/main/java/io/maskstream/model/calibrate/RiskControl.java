package io.maskstream.model.calibrate;

import io.maskstream.model.ConfidenceForRisk;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Selection with guaranteed risk (Geifman and El-Yaniv 2017, Selective Classification for Deep Neural Networks, algorithm
 * 1): a binary search over the confidences, where each step tests with the exact binomial tail (Clopper and Pearson's
 * bound) at an equal part of {@link #DELTA}. With probability {@code 1 - DELTA} over the calibration images, of further
 * images like them at most the risk is wrong among those accepted.
 */
final class RiskControl {

    /** Probability that the calibration images mislead. */
    static final double DELTA = 0.05;

    private RiskControl() {}

    /**
     * @param confidences of the first predictions
     * @param wrong whether they are
     * @return empty when even the most confident images are too few or too often wrong to show it
     */
    static Optional<ConfidenceForRisk> threshold(float[] confidences, boolean[] wrong, double risk) {
        int n = confidences.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> confidences[i])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        int steps = 32 - Integer.numberOfLeadingZeros(n);
        double delta = DELTA / steps;
        // Fewer images show nothing, even when all are right.
        int low = (int) Math.ceil(Math.log(delta) / Math.log1p(-risk));
        int high = n;
        Optional<ConfidenceForRisk> best = Optional.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            float confidence = confidences[order[middle - 1]];
            int accepted = middle;
            while (accepted < n && confidences[order[accepted]] == confidence) accepted++;
            int errors = (int)
                    IntStream.range(0, accepted).filter(i -> wrong[order[i]]).count();
            if (BinomialDistribution.of(accepted, risk).cumulativeProbability(errors) <= delta) {
                best = Optional.of(new ConfidenceForRisk(risk, confidence));
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return best;
    }
}

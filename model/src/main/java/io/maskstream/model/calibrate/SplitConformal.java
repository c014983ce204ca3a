package io.maskstream.model.calibrate;

import java.util.Arrays;

/** Split-conformal prediction (Vovk, Gammerman and Shafer 2005; as in Angelopoulos and Bates 2021, section 1). */
final class SplitConformal {

    // Of products such as 20 * 0.95, which may come out a little above a whole number.
    private static final double ROUNDING = 1e-9;

    private SplitConformal() {}

    /**
     * The {@code ceil((n + 1) * coverage)}-th smallest score.
     *
     * @param scores in [0,1], 1 - confidence of the true class
     * @return 1, hence all classes, when there are too few scores for the coverage
     */
    static double quantile(double[] scores, double coverage) {
        int rank = (int) Math.ceil((scores.length + 1) * coverage - ROUNDING);
        if (rank > scores.length) return 1;
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted[rank - 1];
    }
}

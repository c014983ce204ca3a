package io.maskstream.model.calibrate;

import io.maskstream.model.evaluate.Outputs;

/** Temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks). */
final class Temperature {

    static final double LOWEST = 0.05;
    static final double HIGHEST = 20;

    private static final double TOLERANCE = 1e-5;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Temperature() {}

    /**
     * The temperature with the smallest negative log-likelihood, by golden-section search over its logarithm: the
     * likelihood is convex in 1/T, hence has one valley.
     *
     * @return between {@link #LOWEST} and {@link #HIGHEST}; 1 when no image is classified wrongly, since then ever smaller
     *     ones are ever better and the images say nothing
     */
    static float fit(Outputs outputs) {
        if (!anyWrong(outputs)) return 1;
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = outputs.negativeLogLikelihood(Math.exp(left));
        double atRight = outputs.negativeLogLikelihood(Math.exp(right));
        while (high - low > TOLERANCE) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = outputs.negativeLogLikelihood(Math.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = outputs.negativeLogLikelihood(Math.exp(right));
            }
        }
        return (float) Math.exp((low + high) / 2);
    }

    private static boolean anyWrong(Outputs outputs) {
        for (int i = 0; i < outputs.images(); i++) if (outputs.first(i) != outputs.labels()[i]) return true;
        return false;
    }
}

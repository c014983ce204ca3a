package io.maskstream.model.evaluate;

import io.maskstream.model.ModelSpec;

/**
 * How good confidences are as probabilities.
 *
 * @param nll mean negative log-likelihood of the true class, in nats
 * @param brier mean over the images of the sum over the classes of {@code (confidence - 1 or 0)^2} (Brier 1950), in [0,2]
 * @param ece of the first predictions
 */
public record ProbabilityScores(double nll, double brier, CalibrationError ece) {

    /** At the spec's temperature. */
    static ProbabilityScores of(Outputs outputs, ModelSpec spec) {
        int n = outputs.images();
        double brier = 0;
        double[] confidences = new double[n];
        boolean[] correct = new boolean[n];
        for (int i = 0; i < n; i++) {
            double[] p = outputs.confidences(i, spec);
            int label = outputs.labels()[i];
            int first = outputs.first(i);
            for (int c = 0; c < p.length; c++) brier += Math.pow(p[c] - (c == label ? 1 : 0), 2);
            confidences[i] = p[first];
            correct[i] = first == label;
        }
        return new ProbabilityScores(
                outputs.negativeLogLikelihood(spec.temperature()),
                brier / n,
                CalibrationError.of(confidences, correct));
    }
}

package io.maskstream.model.calibrate;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.evaluate.Outputs;
import java.util.Optional;

/** Fits all that a manifest says of confidences on the calibration images. Any thread. */
public final class Calibrator {

    /** With fewer images nothing is fitted. */
    public static final int MIN_IMAGES = 100;

    /** Of the accepted frames, wrong at most. */
    public static final double RISK = 0.01;

    /** Of the prediction sets. */
    public static final double COVERAGE = 0.95;

    private Calibrator() {}

    /**
     * The model with temperature, conformal quantile and, where one is high enough, confidence for the risk.
     *
     * @param outputs of images that neither trained nor chose the weights
     * @return the spec as it was for fewer than {@link #MIN_IMAGES} images
     */
    public static ModelSpec calibrate(ModelSpec spec, Outputs outputs) {
        if (outputs.images() < MIN_IMAGES) return spec;
        ModelSpec scaled = spec.withTemperature(Temperature.fit(outputs));
        int images = outputs.images();
        double[] scores = new double[images];
        float[] confidences = new float[images];
        boolean[] wrong = new boolean[images];
        for (int i = 0; i < images; i++) {
            double[] p = outputs.confidences(i, scaled);
            int first = outputs.first(i);
            scores[i] = 1 - p[outputs.labels()[i]];
            // In the precision in which the runtime compares them.
            confidences[i] = (float) p[first];
            wrong[i] = first != outputs.labels()[i];
        }
        Optional<ConfidenceForRisk> risk = RiskControl.threshold(confidences, wrong, RISK);
        return scaled.withCalibration(
                risk, Optional.of(new Conformal(COVERAGE, SplitConformal.quantile(scores, COVERAGE))));
    }
}

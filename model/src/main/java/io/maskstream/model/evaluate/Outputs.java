package io.maskstream.model.evaluate;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.runtime.Confidence;

/**
 * What a model says of labelled images. Immutable as far as its arrays are left alone.
 *
 * @param classes of the model
 * @param logits finite, row by row: {@code labels.length * classes}
 * @param labels true class ids, one an image
 */
public record Outputs(int classes, float[] logits, int[] labels) {

    public Outputs {
        if (logits.length != labels.length * classes)
            throw new IllegalArgumentException(
                    "logits: " + logits.length + ", must be " + classes + " for each of " + labels.length + " images");
    }

    public int images() {
        return labels.length;
    }

    /** The confidences of an image by class id, at the spec's temperature. */
    public double[] confidences(int image, ModelSpec spec) {
        return Confidence.of(logits, image * classes, spec);
    }

    /** The class with the highest logit; of equal ones the smaller id. */
    public int first(int image) {
        int best = 0;
        for (int c = 1; c < classes; c++) if (logits[image * classes + c] > logits[image * classes + best]) best = c;
        return best;
    }
}

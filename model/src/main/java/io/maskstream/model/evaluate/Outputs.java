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

    /** Of the true class, from 1; of equal logits the smaller id ranks first. */
    int rank(int image) {
        int label = labels[image];
        float own = logits[image * classes + label];
        int rank = 1;
        for (int c = 0; c < classes; c++) {
            float other = logits[image * classes + c];
            if (other > own || (other == own && c < label)) rank++;
        }
        return rank;
    }

    /** Of the true classes at a temperature: mean over the images, in nats. */
    public double negativeLogLikelihood(double temperature) {
        double total = 0;
        for (int i = 0; i < images(); i++) {
            int from = i * classes;
            double highest = logits[from + first(i)];
            double sum = 0;
            for (int c = from; c < from + classes; c++) sum += Math.exp((logits[c] - highest) / temperature);
            total += Math.log(sum) - (logits[from + labels[i]] - highest) / temperature;
        }
        return total / images();
    }
}

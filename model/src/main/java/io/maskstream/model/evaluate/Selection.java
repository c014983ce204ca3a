package io.maskstream.model.evaluate;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric.Interval;
import java.util.Optional;

/**
 * What is accepted from a confidence on, and how much of it is wrong.
 *
 * @param target the model's promise
 * @param images of the set
 * @param accepted images with at least that confidence
 * @param wrong images among them
 */
public record Selection(ConfidenceForRisk target, long images, long accepted, long wrong) {

    /** Empty for a model that promises nothing. */
    static Optional<Selection> of(Outputs outputs, ModelSpec spec) {
        return spec.confidenceForRisk().map(target -> {
            long accepted = 0;
            long wrong = 0;
            for (int i = 0; i < outputs.images(); i++) {
                int first = outputs.first(i);
                // As the runtime compares them.
                if ((float) outputs.confidences(i, spec)[first] < (float) target.confidence()) continue;
                accepted++;
                if (first != outputs.labels()[i]) wrong++;
            }
            return new Selection(target, outputs.images(), accepted, wrong);
        });
    }

    public double acceptedShare() {
        return (double) accepted / images;
    }

    /** Of the accepted; 0 when none is. */
    public double error() {
        return accepted == 0 ? 0 : (double) wrong / accepted;
    }

    /** Of 95 % (Wilson); all of [0,1] when none is accepted. */
    public Interval errorInterval() {
        return accepted == 0 ? new Interval(0, 1) : Intervals.wilson95(wrong, accepted);
    }
}

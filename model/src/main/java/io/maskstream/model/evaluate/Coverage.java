package io.maskstream.model.evaluate;

import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric.Interval;
import io.maskstream.model.runtime.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * How often prediction sets hold the true class, and how large they are.
 *
 * @param target the model's promise
 * @param images of the set
 * @param covered images whose set holds the true class
 * @param empty images whose set has no class
 * @param meanSize classes in a set
 */
public record Coverage(Conformal target, long images, long covered, long empty, double meanSize) {

    /** Empty for a model that promises nothing. */
    static Optional<Coverage> of(Outputs outputs, ModelSpec spec) {
        return spec.conformal().map(target -> {
            long covered = 0;
            long empty = 0;
            long size = 0;
            for (int i = 0; i < outputs.images(); i++) {
                List<Integer> set = Confidence.set(outputs.confidences(i, spec), target);
                if (set.contains(outputs.labels()[i])) covered++;
                if (set.isEmpty()) empty++;
                size += set.size();
            }
            int n = outputs.images();
            return new Coverage(target, n, covered, empty, (double) size / n);
        });
    }

    public double share() {
        return (double) covered / images;
    }

    /** Of 95 %, see {@link Intervals#wilson95}. */
    public Interval interval() {
        return Intervals.wilson95(covered, images);
    }
}

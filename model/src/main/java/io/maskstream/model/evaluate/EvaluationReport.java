package io.maskstream.model.evaluate;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.runtime.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * How a model did on a set of images.
 *
 * @param images of the set, at least 1
 * @param first images whose class was the first prediction
 * @param firstFive images whose class was among the first five predictions
 * @param ece expected calibration error with 15 bins (Guo et al. 2017), in [0,1]
 */
public record EvaluationReport(long images, long first, long firstFive, double ece) {

    private static final int TOP = 5;

    /** @param outputs of at least one image */
    public static EvaluationReport of(Outputs outputs, ModelSpec spec) {
        Calibration calibration = new Calibration();
        long first = 0;
        long firstFive = 0;
        for (int i = 0; i < outputs.images(); i++) {
            List<Prediction> best = Confidence.top(outputs.logits(), i * outputs.classes(), spec, TOP)
                    .orElseThrow();
            int label = outputs.labels()[i];
            boolean correct = best.get(0).classId() == label;
            calibration.add(best.get(0).confidence(), correct);
            if (correct) first++;
            if (best.stream().anyMatch(p -> p.classId() == label)) firstFive++;
        }
        return new EvaluationReport(outputs.images(), first, firstFive, calibration.error());
    }

    /** In [0,1]. */
    public double top1() {
        return (double) first / images;
    }

    /** In [0,1]; 1 for a model of five classes or fewer. */
    public double top5() {
        return (double) firstFive / images;
    }

    /** Of 95 %, see {@link Intervals#wilson95}. */
    public Metric.Interval top1Interval() {
        return Intervals.wilson95(first, images);
    }

    /** Of 95 %, see {@link Intervals#wilson95}. */
    public Metric.Interval top5Interval() {
        return Intervals.wilson95(firstFive, images);
    }

    /** As a manifest keeps them. */
    public List<Metric> metrics(String dataSet, String split) {
        return List.of(
                new Metric("top1", dataSet, split, top1(), Optional.of(top1Interval())),
                new Metric("top5", dataSet, split, top5(), Optional.of(top5Interval())),
                new Metric("ece", dataSet, split, ece, Optional.empty()));
    }
}

package io.maskstream.model.evaluate;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric;
import java.util.List;
import java.util.Optional;

/**
 * How a model did on a set of images.
 *
 * @param images of the set, at least 1
 * @param first images whose class was the first prediction
 * @param firstFive images whose class was among the first five predictions
 * @param confusion of the classes
 * @param scores at the model's temperature
 * @param unscaled the same at temperature 1
 * @param selection at the model's confidence for its risk, where it has one
 * @param coverage of the model's prediction sets, where it has them
 * @param worst the mistakes that the model was surest of
 */
public record EvaluationReport(
        long images,
        long first,
        long firstFive,
        Confusion confusion,
        ProbabilityScores scores,
        ProbabilityScores unscaled,
        Optional<Selection> selection,
        Optional<Coverage> coverage,
        List<Mistake> worst) {

    private static final int TOP = 5;
    private static final int MISTAKES = 24;

    /** @param outputs of at least one image */
    public static EvaluationReport of(Outputs outputs, ModelSpec spec) {
        long first = 0;
        long firstFive = 0;
        for (int i = 0; i < outputs.images(); i++) {
            int rank = outputs.rank(i);
            if (rank == 1) first++;
            if (rank <= TOP) firstFive++;
        }
        ProbabilityScores scores = ProbabilityScores.of(outputs, spec);
        return new EvaluationReport(
                outputs.images(),
                first,
                firstFive,
                Confusion.of(outputs, spec.labels()),
                scores,
                spec.temperature() == 1 ? scores : ProbabilityScores.of(outputs, spec.withTemperature(1)),
                Selection.of(outputs, spec),
                Coverage.of(outputs, spec),
                Mistake.worst(outputs, spec, MISTAKES));
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
        CalibrationError ece = scores.ece();
        return List.of(
                new Metric("top1", dataSet, split, top1(), Optional.of(top1Interval())),
                new Metric("top5", dataSet, split, top5(), Optional.of(top5Interval())),
                new Metric("ece", dataSet, split, ece.value(), Optional.of(ece.interval())));
    }
}

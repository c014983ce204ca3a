package io.maskstream.model.artifact;

import java.util.Optional;

/**
 * A figure that was measured with this version of the model.
 *
 * @param name {@code top1}, {@code ece}, ...
 * @param dataSet {@code fashion-mnist}, ...
 * @param split {@code validation}, {@code test}
 * @param value the figure
 * @param interval its 95 % confidence interval, where one was computed
 */
public record Metric(String name, String dataSet, String split, double value, Optional<Interval> interval) {

    /** Both ends belong to it. */
    public record Interval(double low, double high) {}
}

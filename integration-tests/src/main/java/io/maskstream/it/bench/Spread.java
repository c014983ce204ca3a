package io.maskstream.it.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The median of some rounds' values, and how far they lie apart.
 *
 * @param rounds in the order in which they were measured
 */
record Spread(double median, double low, double high, List<Double> rounds) {

    /** @throws IllegalArgumentException when there are none */
    static Spread of(List<Double> rounds) {
        double[] sorted = sorted(rounds);
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], List.copyOf(rounds));
    }

    static double median(List<Double> values) {
        return of(values).median;
    }

    /**
     * The smallest value that at least the share {@code q} of all values does not exceed (nearest rank).
     *
     * @throws IllegalArgumentException when there are none
     */
    static double quantile(List<Double> values, double q) {
        double[] sorted = sorted(values);
        return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
    }

    private static double[] sorted(List<Double> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("no values: nothing was measured");
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}

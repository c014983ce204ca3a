package io.maskstream.model.ablate;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of paired differences with its 95 % interval by Student's t: {@code mean +- t(0.975, n - 1) * s / sqrt(n)}. It
 * holds for differences that are about normal over seeds, and says nothing about other data, budgets or networks.
 *
 * @param mean of the differences
 * @param low end of the interval; minus infinity for a single pair, whose spread is unknown
 * @param high end of the interval; infinity for a single pair
 * @param pairs at least 1
 */
public record PairedDifference(double mean, double low, double high, int pairs) {

    /** What may be said. */
    public enum Verdict {
        /** The interval lies above 0. */
        HELPS,
        /** It lies below 0. */
        HURTS,
        /** It contains 0. */
        NOT_SHOWN
    }

    /** @param differences one a pair, at least one */
    public static PairedDifference of(double... differences) {
        int n = differences.length;
        if (n == 0) throw new IllegalArgumentException("differences: none, needs at least one pair");
        double sum = 0;
        for (double d : differences) sum += d;
        double mean = sum / n;
        if (n == 1) return new PairedDifference(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
        double squares = 0;
        for (double d : differences) squares += (d - mean) * (d - mean);
        double half = TDistribution.of(n - 1).inverseCumulativeProbability(0.975)
                * Math.sqrt(squares / (n - 1))
                / Math.sqrt(n);
        return new PairedDifference(mean, mean - half, mean + half, n);
    }

    public Verdict verdict() {
        if (low > 0) return Verdict.HELPS;
        return high < 0 ? Verdict.HURTS : Verdict.NOT_SHOWN;
    }
}

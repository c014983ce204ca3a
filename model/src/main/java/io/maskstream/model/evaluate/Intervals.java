package io.maskstream.model.evaluate;

import io.maskstream.model.artifact.Metric;

/** How far a measured share may lie from the true one. */
public final class Intervals {

    /** The 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private Intervals() {}

    /**
     * Wilson's score interval (Wilson 1927, Journal of the American Statistical Association 22(158):209-212) of 95 %:
     * with p = hits / n, {@code (p + z^2/2n +- z * sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)}. Unlike the normal
     * approximation it stays inside [0,1], also for a share of 0 or 1.
     *
     * @param hits of the tries, 0 to n
     * @param n tries, at least 1
     */
    public static Metric.Interval wilson95(long hits, long n) {
        if (n < 1 || hits < 0 || hits > n)
            throw new IllegalArgumentException("hits: " + hits + " of " + n + ", must be 0 to n of at least 1");
        double p = (double) hits / n;
        double z2 = Z * Z;
        double centre = p + z2 / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        double scale = 1 + z2 / n;
        // Rounding alone may leave [0,1].
        return new Metric.Interval(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }
}

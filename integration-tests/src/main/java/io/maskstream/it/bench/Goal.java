package io.maskstream.it.bench;

import java.util.Locale;

/** A bound that a figure is to keep; the bound itself included. */
record Goal(Bound bound, double value) {

    private static final double BEST = 10;

    enum Bound {
        AT_LEAST("at least"),
        AT_MOST("at most");

        private final String words;

        Bound(String words) {
            this.words = words;
        }
    }

    static Goal atLeast(double value) {
        return new Goal(Bound.AT_LEAST, value);
    }

    static Goal atMost(double value) {
        return new Goal(Bound.AT_MOST, value);
    }

    boolean isMetBy(double figure) {
        return bound == Bound.AT_LEAST ? figure >= value : figure <= value;
    }

    /**
     * How many times better than the goal: 1 is the goal itself, less misses it. Between 0 and 10, so that a cost of nothing,
     * or less in a noisy round, has a place in a chart.
     */
    double score(double figure) {
        if (bound == Bound.AT_MOST && figure <= 0) return BEST;
        return Math.max(0, Math.min(BEST, bound == Bound.AT_LEAST ? figure / value : value / figure));
    }

    /** Such as {@code at least 0.95}. */
    String text() {
        return bound.words + " " + String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}

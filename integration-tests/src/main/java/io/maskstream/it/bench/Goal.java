package io.maskstream.it.bench;

import java.util.Locale;

/** A bound that a figure is to keep; the bound itself included. */
record Goal(Bound bound, double value) {

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

    /** How many times better than the goal: 1 is the goal itself, less misses it. */
    double score(double figure) {
        return bound == Bound.AT_LEAST ? figure / value : value / Math.max(figure, Double.MIN_NORMAL);
    }

    /** Such as {@code at least 0.95}. */
    String text() {
        return bound.words + " " + String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}

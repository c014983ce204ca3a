package io.maskstream.it.bench;

import java.util.Optional;

/**
 * One measured value.
 *
 * @param key its place in the JSON object, names separated by dots
 * @param meaning what it is, with its unit
 * @param spread of the rounds that it is the median of
 */
record Figure(String key, String meaning, double value, Optional<Spread> spread, Optional<Goal> goal) {

    static Figure of(String key, String meaning, double value) {
        return new Figure(key, meaning, value, Optional.empty(), Optional.empty());
    }

    static Figure of(String key, String meaning, Spread spread) {
        return new Figure(key, meaning, spread.median(), Optional.of(spread), Optional.empty());
    }

    Figure goal(Goal wanted) {
        return new Figure(key, meaning, value, spread, Optional.of(wanted));
    }
}

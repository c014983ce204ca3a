package io.maskstream.it.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Latencies by where they lie beside swaps of models, all in milliseconds.
 *
 * @param swaps that were seen: versions but the first
 * @param steady appended before the first of the versions was put into place
 * @param loading while a version was there and did not serve yet, but for the window
 * @param around within the window that has a swap in its middle
 * @param after all others: what a swap left behind is worked off in them
 */
record Around(int swaps, List<Double> steady, List<Double> loading, List<Double> around, List<Double> after) {

    /**
     * @param put when each version after the first was put into place, by the broker's clock, in order
     * @param windowMillis with a swap in its middle: the first result of another version
     */
    static Around of(List<Arrival> arrivals, List<Long> put, long windowMillis) {
        List<Arrival> ordered = arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::appendedMillis))
                .toList();
        Set<String> versions = new HashSet<>();
        List<Long> swaps = new ArrayList<>();
        for (Arrival a : ordered) if (versions.add(a.version()) && versions.size() > 1) swaps.add(a.appendedMillis());
        Around found =
                new Around(swaps.size(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Arrival a : ordered)
            found.list(a.appendedMillis(), put, swaps, windowMillis).add(a.millis());
        return found;
    }

    private List<Double> list(long at, List<Long> put, List<Long> swaps, long windowMillis) {
        for (long swap : swaps) if (2 * Math.abs(at - swap) <= windowMillis) return around;
        if (put.isEmpty() || at < put.get(0)) return steady;
        for (int i = 0; i < Math.min(put.size(), swaps.size()); i++)
            if (at >= put.get(i) && at <= swaps.get(i)) return loading;
        return after;
    }
}

package io.maskstream.it.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Latencies near a swap of models, and all others.
 *
 * @param swaps that were seen: versions but the first
 * @param around in milliseconds
 * @param steady in milliseconds
 */
record Around(int swaps, List<Double> around, List<Double> steady) {

    /** @param windowMillis with a swap in its middle: the first result of another version */
    static Around of(List<Arrival> arrivals, long windowMillis) {
        List<Arrival> ordered = arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::appendedMillis))
                .toList();
        Set<String> versions = new HashSet<>();
        List<Long> swaps = new ArrayList<>();
        for (Arrival a : ordered) if (versions.add(a.version()) && versions.size() > 1) swaps.add(a.appendedMillis());
        List<Double> around = new ArrayList<>();
        List<Double> steady = new ArrayList<>();
        for (Arrival a : ordered)
            (swaps.stream().anyMatch(swap -> 2 * Math.abs(a.appendedMillis() - swap) <= windowMillis) ? around : steady)
                    .add(a.millis());
        return new Around(swaps.size(), List.copyOf(around), List.copyOf(steady));
    }
}

package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** Who runs when, and how long: rounds of about the same time, however fast a side is. For one thread. */
final class Turns {

    private static final int FIRST = 128;
    private static final double STEADY = 1.1;

    private final Pace pace;
    private final IdentityHashMap<Side, Double> imagesPerSecond = new IdentityHashMap<>();

    Turns(Pace pace) {
        this.pace = pace;
    }

    /** As many rounds as the pace says: first second, second first, first second, and so on. */
    Duel alternate(Side first, Side second) throws IOException {
        return alternate(first, second, pace.rounds());
    }

    Duel alternate(Side first, Side second, int rounds) throws IOException {
        int firstImages = images(first, pace.roundSeconds());
        int secondImages = images(second, pace.roundSeconds());
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) ours.add(run(first, firstImages));
            theirs.add(run(second, secondImages));
            if (round % 2 == 1) ours.add(run(first, firstImages));
        }
        return new Duel(ours, theirs);
    }

    /** Images that the side does in about that time, in whole batches; warms it up where that was not done. */
    int images(Side side, double seconds) throws IOException {
        if (!imagesPerSecond.containsKey(side)) warm(side);
        return batches(Objects.requireNonNull(imagesPerSecond.get(side)) * seconds);
    }

    private Sample run(Side side, int images) throws IOException {
        Sample sample = side.run(images);
        imagesPerSecond.put(side, sample.perSecond());
        return sample;
    }

    /** Until it has had its time and is no faster than a moment before, or three times as long. */
    private void warm(Side side) throws IOException {
        double seconds = 0;
        double before = 0;
        int next = FIRST;
        while (true) {
            double rate = run(side, next).perSecond();
            seconds += next / rate;
            if (seconds >= 3 * pace.warmSeconds() || (seconds >= pace.warmSeconds() && rate <= STEADY * before)) return;
            before = rate;
            next = batches(Math.min(4.0 * next, rate * pace.warmSeconds() / 3));
        }
    }

    private static int batches(double images) {
        return (int) Math.max(BareLoop.BATCH, Math.round(images / BareLoop.BATCH) * BareLoop.BATCH);
    }
}

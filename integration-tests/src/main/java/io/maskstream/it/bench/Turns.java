package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Who runs when, and how long: rounds of about the same time, however fast a side is. For one thread. */
final class Turns {

    private static final int FIRST = 64;

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
            if (round % 2 == 0) ours.add(first.run(firstImages));
            theirs.add(second.run(secondImages));
            if (round % 2 == 1) ours.add(first.run(firstImages));
        }
        return new Duel(ours, theirs);
    }

    /** Images that the side does in about that time, in whole batches; warms it up where that was not done. */
    int images(Side side, double seconds) throws IOException {
        Double rate = imagesPerSecond.get(side);
        if (rate == null) {
            rate = warm(side);
            imagesPerSecond.put(side, rate);
        }
        int batch = BareLoop.BATCH;
        return (int) Math.max(batch, Math.round(rate * seconds / batch) * batch);
    }

    /** @return the rate of the last part */
    private double warm(Side side) throws IOException {
        double seconds = 0;
        int next = FIRST;
        while (true) {
            Sample sample = side.run(next);
            seconds += sample.wall().toNanos() / 1e9;
            if (seconds >= pace.warmSeconds()) return sample.perSecond();
            next = (int) Math.max(FIRST, Math.min(4.0 * next, sample.perSecond() * pace.warmSeconds() / 2));
        }
    }
}

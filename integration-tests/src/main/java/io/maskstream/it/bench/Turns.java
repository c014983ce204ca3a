package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Who runs when, and how long: rounds of about the same time, however fast a side is. For one thread. */
final class Turns {

    private static final int FIRST = 128;
    private static final double STEADY = 1.1;
    /** Of the time to warm up: as much again may pass until a side has seen as many images as the other. */
    private static final double LEVELLING = 3;

    private final Pace pace;
    private final IdentityHashMap<Side, Past> pasts = new IdentityHashMap<>();

    /**
     * @param images that a side has seen in all
     * @param perSecond at its fastest
     */
    private record Past(long images, double perSecond) {}

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
        return alternate(first, firstImages, second, secondImages, rounds);
    }

    /**
     * As {@link #alternate(Side, Side)}, of sides that have seen the same number of images, before every round: a JVM's
     * compiler has come as far as what it has run. Both have the round of the faster one: whose results wait for a commit
     * looks slow in small rounds, and is idle in them. A side that is too slow to catch up is told on standard error.
     */
    Duel alternateLevel(Side first, Side second) throws IOException {
        int images = Math.max(images(first, pace.roundSeconds()), images(second, pace.roundSeconds()));
        catchUp(first, past(second).images, images);
        catchUp(second, past(first).images, images);
        return alternate(first, images, second, images, pace.rounds());
    }

    private Duel alternate(Side first, int firstImages, Side second, int secondImages, int rounds) throws IOException {
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) ours.add(run(first, firstImages));
            theirs.add(run(second, secondImages));
            if (round % 2 == 1) ours.add(run(first, firstImages));
        }
        return new Duel(ours, theirs);
    }

    /** As many rounds as the pace says of one side. */
    List<Sample> alone(Side side) throws IOException {
        int images = images(side, pace.roundSeconds());
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < pace.rounds(); round++) samples.add(run(side, images));
        return samples;
    }

    /** Images that the side does in about that time, in whole batches; warms it up where that was not done. */
    int images(Side side, double seconds) throws IOException {
        if (!pasts.containsKey(side)) warm(side);
        return batches(past(side).perSecond * seconds);
    }

    private Past past(Side side) {
        return pasts.getOrDefault(side, new Past(0, 0));
    }

    private Sample run(Side side, int images) throws IOException {
        Sample sample = side.run(images);
        // The best, not the last: a machine that stood still in the last one would make every round after it tiny.
        pasts.put(side, new Past(past(side).images + images, Math.max(past(side).perSecond, sample.perSecond())));
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

    private void catchUp(Side side, long goal, int images) throws IOException {
        double cap = LEVELLING * pace.warmSeconds();
        double seconds = 0;
        while (past(side).images < goal && seconds < cap) {
            int next = (int) Math.min(goal - past(side).images, images);
            seconds += next / run(side, next).perSecond();
        }
        if (past(side).images < goal)
            System.err.println("bench: warning: a side had seen " + past(side).images + " frames and the other " + goal
                    + " when " + cap + " s to catch up were over; its compiler is behind");
    }

    private static int batches(double images) {
        return (int) Math.max(BareLoop.BATCH, Math.round(images / BareLoop.BATCH) * BareLoop.BATCH);
    }
}

package io.maskstream.it.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** When frames are sent, whether or not those before are answered: an open loop. In the order of time. */
record Schedule(List<Moment> moments) {

    /** In which a camera's clock wanders, as a share of its period; one standard deviation. */
    private static final double JITTER = 0.1;

    private static final int STEADY_SOURCES = 16;

    /** @param nanos after the start */
    record Moment(long nanos, int source) {}

    Schedule {
        moments = List.copyOf(moments);
    }

    static Schedule steady(double perSecond, int frames) {
        List<Moment> moments = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) moments.add(new Moment((long) (i * 1e9 / perSecond), i % STEADY_SOURCES));
        return new Schedule(moments);
    }

    /** Sources of one period and a phase of their own, each frame a little early or late. */
    static Schedule jittered(double perSecond, int frames, int sources, long seed) {
        Random random = new Random(seed);
        double period = 1e9 * sources / perSecond;
        List<Moment> moments = new ArrayList<>(frames);
        double[] phase = random.doubles(sources).toArray();
        for (int i = 0; i < frames; i++) {
            int source = i % sources;
            double at = (Math.floorDiv(i, sources) + phase[source] + JITTER * random.nextGaussian()) * period;
            moments.add(new Moment((long) Math.max(0, at), source));
        }
        moments.sort(Comparator.comparingLong(Moment::nanos));
        return new Schedule(moments);
    }
}

package io.maskstream.it.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * When frames are sent, whether or not those before are answered: an open loop.
 *
 * @param moments in the order of time
 * @param keepsPartitions a source's frames all go to one partition; otherwise all partitions take turns
 */
record Schedule(List<Moment> moments, boolean keepsPartitions) {

    /** In which a camera's clock wanders, as a share of its period; one standard deviation. */
    private static final double JITTER = 0.1;

    /** Sources where their number does not matter. */
    static final int STEADY_SOURCES = 16;

    static final int LOUD_PARTITION = 0;

    /** @param nanos after the start */
    record Moment(long nanos, int source) {}

    Schedule {
        moments = List.copyOf(moments);
    }

    static Schedule steady(double perSecond, int frames) {
        List<Moment> moments = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) moments.add(new Moment((long) (i * 1e9 / perSecond), i % STEADY_SOURCES));
        return new Schedule(moments, false);
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
        return new Schedule(moments, false);
    }

    /** One source a partition; that of partition {@value #LOUD_PARTITION} sends {@code factor} times what each of the others does. */
    static Schedule oneLoud(double perSecondEach, int partitions, int factor, double seconds) {
        List<Moment> moments = new ArrayList<>();
        for (int source = 0; source < partitions; source++) {
            double perSecond = source == LOUD_PARTITION ? factor * perSecondEach : perSecondEach;
            // A phase of its own: in step, each would wait for all the others.
            double phase = (double) source / partitions;
            for (int i = 0; i < perSecond * seconds; i++)
                moments.add(new Moment((long) ((i + phase) * 1e9 / perSecond), source));
        }
        moments.sort(Comparator.comparingLong(Moment::nanos));
        return new Schedule(moments, true);
    }
}

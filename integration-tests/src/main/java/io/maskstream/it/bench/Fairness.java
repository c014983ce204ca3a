package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the cameras of other partitions notice of one that sends twenty times its share. */
final class Fairness implements Measure {

    private static final double WANTED = 1.5;
    private static final int PARTITIONS = 16;
    private static final int LOUD = 20;
    private static final double LOAD = 0.2;
    private static final int PAIRS = 3;
    private static final double SETTLING_SECONDS = 5;

    @Override
    public String name() {
        return "fairness";
    }

    @Override
    public boolean isOfTheFullFormOnly() {
        return true;
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        PipelineSide pipeline =
                lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW).partitions(PARTITIONS));
        try {
            double each = LOAD * Latency.most(lab, pipeline) / PARTITIONS;
            // Batches of a size that is new are slow.
            List<Arrival> unused = send(pipeline, each, LOUD, SETTLING_SECONDS);
            List<Double> quiet = new ArrayList<>();
            List<Double> loud = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % 2 == 0) quiet.add(p99(lab, pipeline, each, 1));
                loud.add(p99(lab, pipeline, each, LOUD));
                if (pair % 2 == 1) quiet.add(p99(lab, pipeline, each, 1));
            }
            report.add(Figure.of(
                    "fairness.quietP99", "ms, 15 of 16 equal sources at a fifth of the most", Spread.of(quiet)));
            report.add(Figure.of(
                    "fairness.loudP99",
                    "ms, of the same 15 while the other sends 20 times its share",
                    Spread.of(loud)));
            Spread ratio = Spread.of(IntStream.range(0, PAIRS)
                    .mapToObj(pair -> loud.get(pair) / quiet.get(pair))
                    .toList());
            report.add(Figure.of("fairness.ratio", "the second over the first", ratio)
                    .goal(Goal.atMost(WANTED)));
        } finally {
            lab.end(pipeline);
        }
    }

    private static double p99(Lab lab, PipelineSide pipeline, double each, int factor) throws IOException {
        return Spread.quantile(others(send(pipeline, each, factor, lab.pace().loadSeconds() / 2.0)), 0.99);
    }

    private static List<Arrival> send(PipelineSide pipeline, double each, int factor, double seconds)
            throws IOException {
        return pipeline.openLoop(Schedule.oneLoud(each, PARTITIONS, factor, seconds));
    }

    /** Milliseconds of the sources that are never loud. */
    static List<Double> others(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> arrival.sourcePartition() != Schedule.LOUD_PARTITION)
                .map(Arrival::millis)
                .toList();
    }
}

package io.maskstream.it.bench;

import java.io.IOException;
import java.util.List;

/** What the cameras of other partitions notice of one that sends twenty times its share. The full form only. */
final class Fairness implements Measure {

    private static final double WANTED = 1.5;
    private static final int PARTITIONS = 16;
    private static final int LOUD = 20;
    private static final double LOAD = 0.2;

    @Override
    public String name() {
        return "fairness";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        if (!lab.pace().isFull()) return;
        PipelineSide pipeline =
                lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW).partitions(PARTITIONS));
        double each = LOAD * Latency.most(lab, pipeline) / PARTITIONS;
        double quiet = others(pipeline.openLoop(
                Schedule.oneLoud(each, PARTITIONS, 1, lab.pace().loadSeconds())));
        double loud = others(pipeline.openLoop(
                Schedule.oneLoud(each, PARTITIONS, LOUD, lab.pace().loadSeconds())));
        report.add(Figure.of("fairness.quietP99", "ms, 16 equal sources at a fifth of the most", quiet));
        report.add(Figure.of("fairness.loudP99", "ms, of the other 15 while one sends 20 times its share", loud));
        report.add(Figure.of("fairness.ratio", "the second over the first", loud / quiet)
                .goal(Goal.atMost(WANTED)));
        lab.end(pipeline);
    }

    private static double others(List<Arrival> arrivals) {
        return Spread.quantile(
                arrivals.stream()
                        .filter(arrival -> arrival.partition() != 0)
                        .map(Arrival::millis)
                        .toList(),
                0.99);
    }
}

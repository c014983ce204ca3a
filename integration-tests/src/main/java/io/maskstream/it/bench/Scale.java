package io.maskstream.it.bench;

import java.io.IOException;

/** CPU time a frame with more partitions, more threads and transactions; the tiny network, where it shows most. */
final class Scale implements Measure {

    private static final double WANTED = 1.10;
    private static final int PARTITIONS = 32;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        // A process of this measure's own: both sides are as young, and so their compilers as far.
        Setup base = Setup.of(lab.tiny(), FrameFormat.RAW).with("maskstream.processing.guarantee", "at_least_once");
        compare(
                lab,
                report,
                Figure.of("partitionCostRatio", "CPU a frame, 32 partitions over 1", 0),
                base.partitions(PARTITIONS),
                base.partitions(1));
        compare(
                lab,
                report,
                Figure.of("threadCostRatio", "CPU a frame, 4 stream threads over 1, of 4 partitions", 0),
                base.with("kafka.num.stream.threads", "4"),
                base);
        compare(
                lab,
                report,
                Figure.of("eosCostRatio", "CPU a frame, exactly once over at least once", 0),
                base.with("maskstream.processing.guarantee", "exactly_once_v2"),
                base);
    }

    private static void compare(Lab lab, Report report, Figure figure, Setup more, Setup less) throws IOException {
        PipelineSide dear = lab.pipeline(more);
        PipelineSide cheap = lab.pipeline(less);
        Duel duel = lab.turns().alternate(dear, cheap);
        report.add(Figure.of(figure.key(), figure.meaning(), duel.costRatio()).goal(Goal.atMost(WANTED)));
        lab.end(dear);
        lab.end(cheap);
    }
}

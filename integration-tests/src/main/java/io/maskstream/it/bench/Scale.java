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
        Spread partitions = compare(lab, base.partitions(PARTITIONS), base.partitions(1));
        report.add(figure("partitionCostRatio", "CPU a frame, 32 partitions over 1", partitions));
        Spread threads = compare(lab, base.with("kafka.num.stream.threads", "4"), base);
        report.add(figure("threadCostRatio", "CPU a frame, 4 stream threads over 1, of 4 partitions", threads));
        Spread transactions = compare(lab, base.with("maskstream.processing.guarantee", "exactly_once_v2"), base);
        report.add(figure("eosCostRatio", "CPU a frame, exactly once over at least once", transactions));
    }

    private static Figure figure(String key, String meaning, Spread ratio) {
        return Figure.of(key, meaning, ratio).goal(Goal.atMost(WANTED));
    }

    private static Spread compare(Lab lab, Setup more, Setup less) throws IOException {
        PipelineSide dear = lab.pipeline(more);
        PipelineSide cheap = lab.pipeline(less);
        Duel duel = lab.turns().alternateLevel(dear, cheap);
        lab.end(dear);
        lab.end(cheap);
        return duel.costRatio();
    }
}

package io.maskstream.it.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What an outage leaves behind: frames that nobody wants any more before those that somebody waits for. */
final class Backlog implements Measure {

    private static final int FRAMES = 50_000;
    private static final int ROUNDS = 3;
    private static final double WANTED_SECONDS = 5;
    private static final double WANTED_MICROS = 15;
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_FRESH = Duration.ofMillis(100);

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public boolean isOfTheFullFormOnly() {
        return true;
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        Setup setup = Setup.of(lab.nano(), FrameFormat.RAW).with("maskstream.frame.max.age", "2 s");
        Instant old = old();
        PipelineSide pipeline = lab.pipeline(setup, traffic -> traffic.backlog(FRAMES, old));
        try {
            Answered answered = new Answered(pipeline.started());
            int sent = sendFresh(pipeline.traffic(), answered);
            long first = answered.firstLabelMillis().orElseThrow();
            report.add(Figure.of(
                            "backlog.fromStartSeconds",
                            "s, from the start of the process to the first fresh label behind 50,000 old frames",
                            (first - pipeline.started().toEpochMilli()) / 1e3)
                    .goal(Goal.atMost(WANTED_SECONDS)));
            report.add(Figure.of(
                    "backlog.freshSeconds",
                    "s, the same from ready",
                    (first - pipeline.ready().toEpochMilli()) / 1e3));
            await(
                    pipeline.traffic(),
                    answered,
                    () -> answered.shed(old) == FRAMES && answered.fresh() == sent,
                    "answers to the first backlog and " + sent + " fresh frames");
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) rounds.add(shedMicros(pipeline, answered));
            report.add(Figure.of(
                            "backlog.shedMicros",
                            "CPU microseconds a frame that is shed, rounds of 50,000",
                            Spread.of(rounds))
                    .goal(Goal.atMost(WANTED_MICROS)));
        } finally {
            lab.end(pipeline);
        }
    }

    /** @return how many it took until one had a label */
    private static int sendFresh(Traffic traffic, Answered answered) throws IOException {
        int sent = 0;
        long next = System.nanoTime();
        long end = next + PATIENCE.toNanos();
        while (answered.firstLabelMillis().isEmpty()) {
            if (System.nanoTime() > end) throw new IOException("no fresh frame was classified within " + PATIENCE);
            if (System.nanoTime() >= next) {
                traffic.backlog(Setup.PARTITIONS, Instant.now());
                sent += Setup.PARTITIONS;
                next += BETWEEN_FRESH.toNanos();
            }
            for (Traffic.Answer answer : traffic.poll()) answered.add(answer);
        }
        return sent;
    }

    /** Another backlog, for a process that is warm. */
    private static double shedMicros(PipelineSide pipeline, Answered answered) throws IOException {
        Instant old = old();
        Duration before = pipeline.cost().cpu();
        pipeline.traffic().backlog(FRAMES, old);
        await(
                pipeline.traffic(),
                answered,
                () -> answered.shed(old) == FRAMES,
                "answers to the " + FRAMES + " frames of " + old);
        return pipeline.cost().cpu().minus(before).toNanos() / 1e3 / FRAMES;
    }

    /** As a result tells it; no other backlog has the same. */
    private static Instant old() {
        return Instant.now().minus(OUTAGE).truncatedTo(ChronoUnit.MICROS);
    }

    private static void await(Traffic traffic, Answered answered, BooleanSupplier all, String what) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!all.getAsBoolean()) {
            for (Traffic.Answer answer : traffic.poll()) {
                answered.add(answer);
                end = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > end)
                throw new IOException("not all " + what + " came, and no other for " + PATIENCE);
        }
    }
}

package io.maskstream.it.bench;

import io.maskstream.schemas.ClassificationStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an outage leaves behind: frames that nobody wants any more before those that somebody waits for. The full form only.
 */
final class Backlog implements Measure {

    private static final int FRAMES = 50_000;
    private static final double WANTED_SECONDS = 5;
    private static final double WANTED_MICROS = 15;
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Duration LISTENS = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        if (!lab.pace().isFull()) return;
        Setup setup = Setup.of(lab.nano(), FrameFormat.RAW).with("maskstream.frame.max.age", "2 s");
        Instant[] started = {Instant.EPOCH};
        PipelineSide pipeline = lab.pipeline(setup, traffic -> {
            traffic.backlog(FRAMES, Instant.now().minus(OUTAGE));
            started[0] = Instant.now();
        });
        long ready = System.currentTimeMillis();
        List<Traffic.Answer> answers = fresh(pipeline);
        long first = answers.stream()
                .filter(answer -> answer.status() == ClassificationStatus.OK)
                .mapToLong(Traffic.Answer::appendedMillis)
                .min()
                .orElseThrow(() -> new IOException("no fresh frame was classified"));
        report.add(Figure.of(
                        "backlog.freshSeconds",
                        "s, from ready to the first fresh label behind 50,000 old frames",
                        Math.max(0, first - ready) / 1e3)
                .goal(Goal.atMost(WANTED_SECONDS)));
        report.add(Figure.of(
                "backlog.fromStartSeconds",
                "s, the same from the start of the process",
                (first - started[0].toEpochMilli()) / 1e3));
        report.add(Figure.of("backlog.shedMicros", "CPU microseconds a frame that is shed", warm(pipeline))
                .goal(Goal.atMost(WANTED_MICROS)));
        lab.end(pipeline);
    }

    private static List<Traffic.Answer> fresh(PipelineSide pipeline) {
        List<Traffic.Answer> answers = pipeline.traffic().listen(Duration.ZERO);
        long end = System.nanoTime() + LISTENS.toNanos();
        while (System.nanoTime() < end
                && answers.stream().noneMatch(answer -> answer.status() == ClassificationStatus.OK)) {
            pipeline.traffic().backlog(Setup.PARTITIONS, Instant.now());
            answers.addAll(pipeline.traffic().listen(Duration.ofMillis(200)));
        }
        return answers;
    }

    /** A second backlog, for a process that is warm. */
    private static double warm(PipelineSide pipeline) throws IOException {
        long before = pipeline.cost().cpu().toNanos();
        pipeline.traffic().backlog(FRAMES, Instant.now().minus(OUTAGE));
        long shed = 0;
        for (long end = System.nanoTime() + LISTENS.toNanos(); shed < FRAMES && System.nanoTime() < end; )
            shed += pipeline.traffic().listen(Duration.ofMillis(200)).stream()
                    .filter(answer -> answer.status() == ClassificationStatus.SHED)
                    .count();
        if (shed < FRAMES) throw new IOException(shed + " of " + FRAMES + " old frames were shed within " + LISTENS);
        return (pipeline.cost().cpu().toNanos() - before) / 1e3 / shed;
    }
}

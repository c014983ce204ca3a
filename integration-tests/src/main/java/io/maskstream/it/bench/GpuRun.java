package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is asked of a GPU. Written without one: nothing of it was ever measured by its authors. */
final class GpuRun implements Measure {

    private static final double WANTED = 0.9;
    private static final List<String> MEMORY =
            List.of("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits");

    @Override
    public String name() {
        return "gpu";
    }

    /** The first inference of a batch size and the second one. */
    record Bucket(int images, double firstMillis, double secondMillis) {}

    @Override
    public void run(Lab lab, Report report) throws IOException {
        double before = usedMebibytes();
        PipelineSide pipeline = lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW));
        LoopSide bare = lab.bare(lab.nano(), FrameFormat.RAW, BareLoop.BATCH);
        Duel duel = lab.turns().alternate(pipeline, bare);
        report.add(Figure.of("gpu.imagesPerSecond", "of the pipeline", Duel.of(duel.first(), Sample::perSecond)));
        report.add(Figure.of("gpu.bareImagesPerSecond", "of the bare loop", Duel.of(duel.second(), Sample::perSecond)));
        report.add(Figure.of(
                        "gpu.efficiency",
                        "pipeline over bare loop, images per second",
                        duel.each((ours, theirs) -> ours.perSecond() / theirs.perSecond()))
                .goal(Goal.atLeast(WANTED)));
        report.add(Figure.of("gpu.memoryMiB", "device memory, pipeline and bare loop", usedMebibytes() - before));
        double half = Latency.most(lab, pipeline) / 2;
        Latency.AtLoad at = Latency.AtLoad.of(0.5, half, pipeline.openLoop(Schedule.steady(half, (int)
                (half * lab.pace().loadSeconds()))));
        at.report(report, "gpu.half", "at half of the most, ");
        // By now it has run its batches of 32 for seconds.
        LoopSide once = bare.task("once");
        List<Bucket> buckets = new ArrayList<>();
        for (int size = 1; size < BareLoop.BATCH; size *= 2)
            buckets.add(new Bucket(size, millis(once.run(size)), millis(once.run(size))));
        report.detail("gpuFirstCalls", buckets);
        report.add(Figure.of(
                "gpu.longestFirstCallMs",
                "freeze of a warm process on a batch size that is new",
                buckets.stream().mapToDouble(Bucket::firstMillis).max().orElseThrow()));
    }

    private static double millis(Sample sample) {
        return sample.wall().toNanos() / 1e6;
    }

    /** Of the first device. */
    private static double usedMebibytes() throws IOException {
        Process process = new ProcessBuilder(MEMORY).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            return Double.parseDouble(printed.lines().findFirst().orElse("").strip());
        } catch (NumberFormatException e) {
            throw new IOException(MEMORY + " said '" + printed + "'", e);
        }
    }
}

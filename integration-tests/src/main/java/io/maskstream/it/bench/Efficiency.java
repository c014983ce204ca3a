package io.maskstream.it.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Images of a CPU-second of the pipeline's process over those of the bare loop's: what everything around a model costs. */
final class Efficiency implements Measure {

    private static final double WANTED = 0.95;
    private static final double MICROS = 40;

    @Override
    public String name() {
        return "efficiency";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        Duel nano = duel(lab, lab.nano());
        report.add(Figure.of(
                        "efficiency.nano",
                        "pipeline over bare loop, images per CPU-second, " + lab.description(FrameFormat.RAW),
                        nano.rateRatio())
                .goal(Goal.atLeast(WANTED)));
        report.add(Figure.of(
                "efficiency.nanoImagesPerCpuSecond", "of the pipeline", Duel.of(nano.first(), Sample::perCpuSecond)));
        Duel tiny = duel(lab, lab.tiny());
        report.add(Figure.of("efficiency.tiny", "the same with a network of 28 thousand parameters", tiny.rateRatio()));
        report.add(Figure.of(
                        "efficiency.tinyMicrosPerFrame",
                        "CPU microseconds a frame beyond decoding and inference",
                        tiny.each((piped, bare) -> piped.cpuMicrosPerImage() - bare.cpuMicrosPerImage()))
                .goal(Goal.atMost(MICROS)));
        report.add(Figure.of(
                "efficiency.tinyImagesPerCpuSecond", "of the pipeline", Duel.of(tiny.first(), Sample::perCpuSecond)));
        if (!lab.pace().isFull()) return;
        for (FrameFormat format : lab.formats()) if (format != FrameFormat.RAW) decoded(lab, report, format);
    }

    private static void decoded(Lab lab, Report report, FrameFormat format) throws IOException {
        PipelineSide pipeline = lab.pipeline(Setup.of(lab.nano(), format));
        try (LoopSide bare = lab.bareAlone(lab.nano(), format, BareLoop.BATCH)) {
            report.add(Figure.of(
                    "efficiency.nano" + format,
                    "pipeline over bare loop, " + lab.description(format),
                    lab.turns().alternate(pipeline, bare).rateRatio()));
        } finally {
            lab.end(pipeline);
        }
    }

    private static Duel duel(Lab lab, Path model) throws IOException {
        PipelineSide pipeline = lab.pipeline(Setup.of(model, FrameFormat.RAW));
        return lab.turns().alternate(pipeline, lab.bare(model, FrameFormat.RAW, BareLoop.BATCH));
    }
}

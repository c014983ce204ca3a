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
        Duel nano = duel(lab, lab.nano(), FrameFormat.RAW);
        report.add(Figure.of(
                        "efficiency.nano",
                        "pipeline over bare loop, images per CPU-second, 32x32 RAW",
                        nano.rateRatio())
                .goal(Goal.atLeast(WANTED)));
        report.add(Figure.of(
                "efficiency.nanoImagesPerCpuSecond", "of the pipeline", Duel.of(nano.first(), Sample::perCpuSecond)));
        Duel tiny = duel(lab, lab.tiny(), FrameFormat.RAW);
        report.add(Figure.of("efficiency.tiny", "the same with a network of 28 thousand parameters", tiny.rateRatio()));
        report.add(Figure.of(
                        "efficiency.tinyMicrosPerFrame",
                        "CPU microseconds a frame beyond decoding and inference",
                        tiny.each((piped, bare) -> piped.cpuMicrosPerImage() - bare.cpuMicrosPerImage()))
                .goal(Goal.atMost(MICROS)));
        report.add(Figure.of(
                "efficiency.tinyImagesPerCpuSecond", "of the pipeline", Duel.of(tiny.first(), Sample::perCpuSecond)));
        if (!lab.pace().isFull()) return;
        for (FrameFormat format : new FrameFormat[] {FrameFormat.PNG, FrameFormat.JPEG})
            report.add(Figure.of(
                    "efficiency.nano" + format,
                    "pipeline over bare loop, " + format.description(),
                    duel(lab, lab.nano(), format).rateRatio()));
    }

    private static Duel duel(Lab lab, Path model, FrameFormat format) throws IOException {
        PipelineSide pipeline = lab.pipeline(Setup.of(model, format));
        return lab.turns().alternate(pipeline, lab.bare(model, format, BareLoop.BATCH));
    }
}

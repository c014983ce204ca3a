package io.maskstream.it.bench;

import io.maskstream.model.InputShape;
import io.maskstream.model.network.Costs;
import java.io.IOException;
import java.nio.file.Path;

/** The exported network alone: what its mask costs, and how near it comes to what a core can multiply. */
final class NetworkSpeed implements Measure {

    private static final double MASK_TAX = 0.10;

    @Override
    public String name() {
        return "network";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        LoopSide shipped = lab.bare(lab.nano(), FrameFormat.RAW, BareLoop.BATCH);
        try (Child child = lab.child("peak", Jvm.command(PeakLoop.class));
                LoopSide peak = new LoopSide(child, "matmul")) {
            Duel duel = lab.turns().alternate(shipped, peak);
            report.add(Figure.of(
                    "nanoImagesPerCpuSecond",
                    "of the bare loop, batches of 32, 32x32 RAW",
                    Duel.of(duel.first(), Sample::perCpuSecond)));
            double peakGflops = Duel.of(duel.second(), Sample::perCpuSecond).median() * PeakLoop.FLOPS / 1e9;
            report.add(Figure.of("network.peakGflops", "512x512 float32 matrix product, one thread", peakGflops));
            double flops = 2.0
                    * Costs.of(Network.NANO.spec(), new InputShape(3, FrameFormat.SMALL, FrameFormat.SMALL))
                            .multiplyAccumulates();
            report.add(Figure.of(
                    "network.fractionOfPeak",
                    "nano's products a second over that peak",
                    duel.each((nano, product) ->
                            nano.perCpuSecond() * flops / (product.perCpuSecond() * PeakLoop.FLOPS))));
        }
        Path masked = lab.exported(Network.NANO, 1);
        LoopSide with = lab.bare(masked, FrameFormat.RAW, BareLoop.BATCH);
        LoopSide without = lab.bare(lab.exported(Network.NANO_OFF, 1), FrameFormat.RAW, BareLoop.BATCH);
        report.add(Figure.of(
                        "maskTax",
                        "kernel mask: images per CPU-second without over with it, less 1",
                        lab.turns()
                                .alternate(without, with)
                                .each((off, on) -> off.perCpuSecond() / on.perCpuSecond() - 1))
                .goal(Goal.atMost(MASK_TAX)));
    }
}

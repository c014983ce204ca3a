package io.maskstream.it.bench;

import io.maskstream.model.InputShape;
import io.maskstream.model.network.Costs;
import java.io.IOException;

/** The exported network alone: what its mask costs, and how near it comes to what a core can multiply. */
final class NetworkSpeed implements Measure {

    private static final double MASK_TAX = 0.10;
    private static final double OVER_PLAIN = 1.3;

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
        LoopSide masked = nano(lab, Network.NANO);
        LoopSide plain = nano(lab, Network.NANO_PLAIN);
        report.add(Figure.of(
                        "network.fastOverPlain",
                        "images per CPU-second of the exported form over the plain one, kernel mask",
                        lab.turns()
                                .alternate(masked, plain)
                                .each((fast, slow) -> fast.perCpuSecond() / slow.perCpuSecond()))
                .goal(Goal.atLeast(OVER_PLAIN)));
        LoopSide without = nano(lab, Network.NANO_OFF);
        report.add(tax("maskTax", "kernel", lab.turns().alternate(without, masked)));
        LoopSide gated = nano(lab, Network.NANO_INPUT);
        report.add(tax("network.inputMaskTax", "input", lab.turns().alternate(without, gated)));
    }

    private static LoopSide nano(Lab lab, Network network) throws IOException {
        return lab.bare(lab.exported(network, 1), FrameFormat.RAW, BareLoop.BATCH);
    }

    private static Figure tax(String key, String mask, Duel duel) {
        return Figure.of(
                        key,
                        mask + " mask: images per CPU-second without over with it, less 1",
                        duel.each((off, on) -> off.perCpuSecond() / on.perCpuSecond() - 1))
                .goal(Goal.atMost(MASK_TAX));
    }
}

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
        LoopSide bare = lab.bare(lab.nano(), FrameFormat.RAW, BareLoop.BATCH);
        report.add(Figure.of(
                "nanoImagesPerCpuSecond",
                "of the bare loop, batches of 32, " + lab.description(FrameFormat.RAW),
                Duel.of(lab.turns().alone(bare), Sample::perCpuSecond)));
        // The operations of another model are not known.
        if (lab.isShippedModel()) peak(lab, report, bare.predicting());
        try (LoopSide masked = predicting(lab, Network.NANO)) {
            try (LoopSide plain = predicting(lab, Network.NANO_PLAIN)) {
                report.add(Figure.of(
                                "network.fastOverPlain",
                                "inference, images per CPU-second of the exported form over the plain one, kernel mask",
                                lab.turns().alternate(masked, plain).rateRatio())
                        .goal(Goal.atLeast(OVER_PLAIN)));
            }
            try (LoopSide without = predicting(lab, Network.NANO_OFF)) {
                report.add(tax("maskTax", "kernel", lab.turns().alternate(without, masked)));
                try (LoopSide gated = predicting(lab, Network.NANO_INPUT)) {
                    report.add(tax("network.inputMaskTax", "input", lab.turns().alternate(without, gated)));
                }
            }
        }
    }

    private static void peak(Lab lab, Report report, LoopSide shipped) throws IOException {
        try (LoopSide peak = new LoopSide(lab.child("peak", Jvm.command(PeakLoop.class)), "matmul")) {
            Duel duel = lab.turns().alternate(shipped, peak);
            report.add(Figure.of(
                    "network.peakGflops",
                    "512x512 float32 matrix product, one thread",
                    Duel.of(duel.second(), product -> product.perCpuSecond() * PeakLoop.FLOPS / 1e9)));
            double flops = 2.0
                    * Costs.of(Network.NANO.spec(), new InputShape(3, FrameFormat.SMALL, FrameFormat.SMALL))
                            .multiplyAccumulates();
            report.add(Figure.of(
                    "network.fractionOfPeak",
                    "inference, nano's products a second over that peak",
                    duel.each((nano, product) ->
                            nano.perCpuSecond() * flops / (product.perCpuSecond() * PeakLoop.FLOPS))));
        }
    }

    /** Inference alone, in a process that nobody else uses. */
    private static LoopSide predicting(Lab lab, Network network) throws IOException {
        return lab.bareAlone(lab.exported(network, 1), FrameFormat.RAW, BareLoop.BATCH)
                .predicting();
    }

    private static Figure tax(String key, String mask, Duel duel) {
        return Figure.of(
                        key,
                        mask + " mask, inference: images per CPU-second without over with it, less 1",
                        duel.each((off, on) -> off.perCpuSecond() / on.perCpuSecond() - 1))
                .goal(Goal.atMost(MASK_TAX));
    }
}

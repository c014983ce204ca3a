package io.maskstream.it.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Against the model called once a record inside {@code mapValues}. */
final class VsPerRecord implements Measure {

    /** Of what batches of 32 are worth to the bare loop. */
    private static final double OF_BATCHING = 0.8;

    private static final double TIMES_TINY = 8;

    @Override
    public String name() {
        return "perrecord";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        double batching = measure(lab, report, "nano", lab.nano()).median();
        report.add(vs(lab, "nano", lab.nano()).goal(Goal.atLeast(OF_BATCHING * batching)));
        measure(lab, report, "tiny", lab.tiny());
        report.add(vs(lab, "tiny", lab.tiny()).goal(Goal.atLeast(TIMES_TINY)));
    }

    /** A single runs as two where that is faster: on every CPU. */
    private static Spread measure(Lab lab, Report report, String name, Path model) throws IOException {
        LoopSide batches = lab.bare(model, FrameFormat.RAW, BareLoop.BATCH);
        LoopSide singles = lab.bare(model, FrameFormat.RAW, 1);
        Spread gain = lab.turns().alternate(batches, singles).rateRatio();
        report.add(Figure.of("batching." + name, "bare loop, batches of 32 over padded singles", gain));
        return gain;
    }

    private static Figure vs(Lab lab, String name, Path model) throws IOException {
        PeerSide peer = lab.peer(Peer.PER_RECORD, model, FrameFormat.RAW);
        Duel duel = lab.turns().alternate(lab.pipeline(Setup.of(model, FrameFormat.RAW)), peer);
        lab.end(peer);
        return Figure.of(
                "vsPerRecord." + name,
                "pipeline over mapValues, images per CPU-second, " + lab.description(FrameFormat.RAW),
                duel.rateRatio());
    }
}

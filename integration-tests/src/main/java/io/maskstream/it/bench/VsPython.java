package io.maskstream.it.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Against a consumer in Python that runs the same archive in batches of 32. */
final class VsPython implements Measure {

    private static final String NEEDED = "import confluent_kafka, torch, PIL, numpy";
    private static final double TIMES_NANO = 1.1;
    private static final double TIMES_TINY = 4;
    /** Of the formats that have no goal. */
    private static final int QUICK_ROUNDS = 2;

    @Override
    public String name() {
        return "python";
    }

    /** CPU-seconds for a million frames. */
    record Cost(double pipeline, double python) {}

    @Override
    public void run(Lab lab, Report report) throws IOException {
        if (!hasPackages(lab.settings().python())) {
            report.skipped(
                    name(),
                    lab.settings().python()
                            + " lacks a package; apt-get install python3-confluent-kafka python3-torch python3-pil"
                            + " python3-numpy");
            return;
        }
        Map<String, Cost> costs = new LinkedHashMap<>();
        Duel nano = duel(lab, lab.nano(), FrameFormat.RAW, lab.pace().rounds());
        report.add(figure("nano", nano).goal(Goal.atLeast(TIMES_NANO)));
        costs.put("nano " + lab.description(FrameFormat.RAW), cost(nano));
        Duel tiny = duel(lab, lab.tiny(), FrameFormat.RAW, lab.pace().rounds());
        report.add(figure("tiny", tiny).goal(Goal.atLeast(TIMES_TINY)));
        costs.put("tiny " + lab.description(FrameFormat.RAW), cost(tiny));
        for (FrameFormat format : lab.formats()) {
            if (format == FrameFormat.RAW) continue;
            Duel duel = duel(
                    lab, lab.nano(), format, lab.pace().isFull() ? lab.pace().rounds() : QUICK_ROUNDS);
            costs.put("nano " + lab.description(format), cost(duel));
            report.add(figure("nano" + format, duel));
            lab.end(lab.pipeline(Setup.of(lab.nano(), format)));
        }
        report.detail("cpuSecondsPerMillionFrames", costs);
    }

    private static Figure figure(String name, Duel duel) {
        return Figure.of("vsPython." + name, "pipeline over Python, images per CPU-second", duel.rateRatio());
    }

    private static Cost cost(Duel duel) {
        return new Cost(
                Duel.of(duel.first(), Sample::cpuMicrosPerImage).median(),
                Duel.of(duel.second(), Sample::cpuMicrosPerImage).median());
    }

    private static Duel duel(Lab lab, Path model, FrameFormat format, int rounds) throws IOException {
        PeerSide python = lab.peer(Peer.PYTHON, model, format);
        Duel duel = lab.turns().alternate(lab.pipeline(Setup.of(model, format)), python, rounds);
        lab.end(python);
        return duel;
    }

    private static boolean hasPackages(Path python) {
        try {
            Process process = new ProcessBuilder(List.of(python.toString(), "-c", NEEDED))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

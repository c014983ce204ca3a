package io.maskstream.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a frame notices of a model that replaces another under half of the load that the pipeline bears. */
final class Swaps implements Measure {

    private static final double WANTED = 2;
    private static final double LOAD = 0.5;
    private static final int SECONDS_EACH = 5;
    /** Before the first swap, in units of {@link #SECONDS_EACH}: what is steady is taken from them alone, but for the first. */
    private static final int LEAD_IN = 3;
    /** The first one: batches of a size that is new are slow. */
    private static final long SETTLING_MILLIS = 1000L * SECONDS_EACH;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long WINDOW_MILLIS = 1000;
    private static final int MEMORY_SWAPS = 100;
    private static final int MEMORY_FIRST = 20;

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        int swaps = lab.pace().swaps();
        Path staged = lab.exported(Network.NANO, swaps + 1);
        Versions versions = new Versions(staged, lab.folder().resolve("swapped"));
        PipelineSide pipeline = lab.pipeline(setup(versions));
        double rate = LOAD * Latency.most(lab, pipeline);
        int each = (int) (rate * SECONDS_EACH);
        List<Arrival> arrivals = pipeline.openLoop(Schedule.steady(rate, each * (LEAD_IN + swaps)), frame -> {
            if (frame % each == 0 && frame / each >= LEAD_IN) versions.next();
        });
        long settled = start(arrivals) + SETTLING_MILLIS;
        Around around = Around.of(
                arrivals.stream().filter(a -> a.appendedMillis() >= settled).toList(), versions.put, WINDOW_MILLIS);
        if (around.swaps() != swaps)
            throw new IOException(around.swaps() + " of " + swaps + " swaps were seen in the results");
        double steady = p99(report, "swap.steadyP99", "before the first swap", around.steady());
        if (!around.loading().isEmpty())
            p99(report, "swap.loadingP99", "while the next version is loaded and warmed up", around.loading());
        double swapping = p99(report, "swap.aroundP99", "in the second around a swap", around.around());
        if (!around.after().isEmpty())
            p99(report, "swap.afterP99", "between that second and the next version", around.after());
        report.add(Figure.of(
                        "swapP99Ratio",
                        "p99 in the second around a swap over that before the first one, " + swaps + " swaps",
                        swapping / steady)
                .goal(Goal.atMost(WANTED)));
        report.detail("swap", timeline(arrivals));
        lab.end(pipeline);
        if (lab.pace().isFull()) memory(lab, report);
    }

    private static double p99(Report report, String key, String when, List<Double> millis) {
        double p99 = Spread.quantile(millis, 0.99);
        report.add(Figure.of(key, "ms, half of the most, " + when + ", " + millis.size() + " frames", p99));
        return p99;
    }

    /** Resident memory after a hundred swaps over that after the first twenty. */
    private static void memory(Lab lab, Report report) throws IOException {
        Path staged = lab.exported(Network.TINY, MEMORY_SWAPS + 1);
        List<Long> resident = new ArrayList<>();
        Versions versions = new Versions(staged, lab.folder().resolve("memory"));
        PipelineSide pipeline = lab.pipeline(setup(versions));
        for (int swap = 1; swap <= MEMORY_SWAPS; swap++) {
            versions.next();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (pipeline.metric("maskstream_model_swaps_total") < swap) {
                if (System.nanoTime() > end)
                    throw new IOException("swap " + swap + " of " + MEMORY_SWAPS + " did not happen within "
                            + PATIENCE.toSeconds() + " s");
                pipeline.run(BareLoop.BATCH);
            }
            resident.add(pipeline.cost().residentBytes() >> 20);
        }
        lab.end(pipeline);
        report.detail("residentMiBBySwap", resident);
        report.add(Figure.of(
                "swap.memoryRatio",
                "resident memory after 100 swaps over after 20",
                (double) resident.get(MEMORY_SWAPS - 1) / resident.get(MEMORY_FIRST - 1)));
    }

    private static Setup setup(Versions versions) {
        return Setup.of(versions.first(), FrameFormat.RAW).with("maskstream.model.poll.interval", "100 ms");
    }

    private static long start(List<Arrival> arrivals) {
        return arrivals.stream().mapToLong(Arrival::appendedMillis).min().orElseThrow();
    }

    /** The worst of every tenth of a second, in order. */
    private static List<Map<String, Object>> timeline(List<Arrival> arrivals) {
        long start = start(arrivals);
        List<Map<String, Object>> points = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Arrival a : arrivals.stream()
                .sorted(Comparator.comparingDouble(Arrival::millis).reversed())
                .toList())
            if (seen.add((a.appendedMillis() - start) / 100))
                points.add(Map.of(
                        "second", (a.appendedMillis() - start) / 1000.0, "millis", a.millis(), "model", a.version()));
        points.sort(Comparator.comparingDouble(p -> (Double) p.getOrDefault("second", 0.0)));
        return points;
    }

    /** Versions that lie ready and are moved, one by one, to where the pipeline looks. */
    private static final class Versions {

        private final Path staged;
        private final Path served;
        /** When each but the first was put into place. */
        private final List<Long> put = new ArrayList<>();

        private int last;

        /** @param first NAME/VERSION of those that lie ready; the first moves at once */
        Versions(Path first, Path folder) throws IOException {
            staged = first.resolveSibling("");
            served = folder.resolve(String.valueOf(staged.getFileName()));
            Files.createDirectories(served);
            next();
        }

        Path first() {
            return served.resolve("1");
        }

        void next() {
            String version = String.valueOf(++last);
            if (last > 1) put.add(System.currentTimeMillis());
            try {
                Files.move(staged.resolve(version), served.resolve(version), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException("version " + version + " cannot be put into place", e);
            }
        }
    }
}

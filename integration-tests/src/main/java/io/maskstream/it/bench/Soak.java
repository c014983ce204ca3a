package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maskstream.it.Distribution;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the pipeline for a long time and plots what must stay flat. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = {
            "Memory, descriptors, threads and latency of the application process under a steady load, as CSV and PNG.",
            "The Java heap has a fixed size that is touched at the start, so that what grows is the native side. The exit",
            "code is 1 when a figure of the last quarter lies more than a tenth above that of the second one, and 2 when",
            "something failed; the CSV file has every point until then.",
            "",
            "Example: integration-tests/soak --minutes 30"
        })
final class Soak implements Callable<Integer> {

    private static final double GROWTH = 1.1;
    private static final int POINTS = 100;
    /** Two of each quarter. */
    private static final int FEWEST_POINTS = 8;

    private static final String HEAP = "-XX:+AlwaysPreTouch -Xms256m -Xmx256m";

    /** @param judged not latency, because it is the machine's as much as the program's */
    private record Curve(String name, ToDoubleFunction<Point> value, boolean judged) {}

    private static final List<Curve> CURVES = List.of(
            new Curve("resident-mib", Point::residentMiB, true),
            new Curve("descriptors", Point::descriptors, true),
            new Curve("threads", Point::threads, true),
            new Curve("p50-ms", Point::p50Millis, false),
            new Curve("p99-ms", Point::p99Millis, false));

    /** @param minutes since the start */
    record Point(
            double minutes,
            double residentMiB,
            double descriptors,
            double threads,
            double p50Millis,
            double p99Millis) {}

    @Option(names = "--minutes", defaultValue = "30", description = "How long (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--rate", defaultValue = "50", description = "Frames a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--out", required = true, description = "Writes OUT.csv and OUT-CURVE.png.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        // A second each at least.
        int count = (int) Math.min(POINTS, minutes * 60);
        if (count < FEWEST_POINTS)
            throw new ParameterException(
                    command.commandLine(),
                    "--minutes " + minutes + " has time for " + count + " points, and " + FEWEST_POINTS
                            + " are needed to judge; give at least " + Math.ceil(FEWEST_POINTS / 6.0) / 10);
        LabSettings settings = new LabSettings(
                Pace.FULL, Path.of(""), Path.of(""), "cpu", "exactly_once_v2", Map.of(), Path.of(""), Path.of(""));
        try (Lab lab = new Lab(settings, Distribution.located())) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "soak-close"));
            PipelineSide pipeline =
                    lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW).java(HEAP));
            List<Point> points = run(pipeline, count);
            List<Double> times = points.stream().map(Point::minutes).toList();
            for (Curve curve : CURVES)
                Charts.line(
                        Path.of(out + "-" + curve.name()),
                        "Over a soak",
                        "minutes",
                        curve.name(),
                        times,
                        values(points, curve));
            return isFlat(points) ? 0 : 1;
        }
    }

    private List<Point> run(PipelineSide pipeline, int count) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        List<Point> points = new ArrayList<>();
        long start = System.nanoTime();
        int frames = (int) Math.max(1, rate * minutes * 60 / count);
        try (Writer csv = Files.newBufferedWriter(Path.of(out + ".csv"), UTF_8)) {
            csv.write("minutes");
            for (Curve curve : CURVES) csv.write("," + curve.name());
            while (points.size() < count) {
                List<Double> millis = pipeline.openLoop(Schedule.steady(rate, frames)).stream()
                        .map(Arrival::millis)
                        .toList();
                Point point = new Point(
                        Duration.ofNanos(System.nanoTime() - start).toMillis() / 60_000.0,
                        pipeline.cost().residentBytes() / (double) (1 << 20),
                        pipeline.cost().descriptors(),
                        pipeline.cost().threads(),
                        Spread.quantile(millis, 0.5),
                        Spread.quantile(millis, 0.99));
                points.add(point);
                csv.write("\n" + point.minutes());
                for (Curve curve : CURVES) csv.write("," + curve.value.applyAsDouble(point));
                csv.flush();
                System.err.println(point);
            }
            csv.write("\n");
        }
        return points;
    }

    /** The second quarter, not the first: the JVM compiles and caches fill at the beginning. */
    static boolean isFlat(List<Point> points) {
        int quarter = points.size() / 4;
        boolean isFlat = true;
        for (Curve curve : CURVES) {
            double before = mean(points.subList(quarter, 2 * quarter), curve);
            double after = mean(points.subList(points.size() - quarter, points.size()), curve);
            boolean grew = curve.judged && after > before * GROWTH;
            isFlat &= !grew;
            System.out.printf(
                    Locale.ROOT,
                    "%-12s second quarter %8.1f, last quarter %8.1f%s%n",
                    curve.name(),
                    before,
                    after,
                    !curve.judged ? "" : grew ? "  GROWS" : "  flat");
        }
        return isFlat;
    }

    private static double mean(List<Point> points, Curve curve) {
        return points.stream().mapToDouble(curve.value).average().orElseThrow();
    }

    private static List<Double> values(List<Point> points, Curve curve) {
        return points.stream().map(curve.value::applyAsDouble).toList();
    }
}

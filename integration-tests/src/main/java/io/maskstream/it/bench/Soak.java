package io.maskstream.it.bench;

import io.maskstream.it.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the pipeline for a long time and plots what must stay flat. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Memory, descriptors, threads and latency of the application process under a steady load, as CSV and PNG.",
            "The Java heap has a fixed size that is touched at the start, so that what grows is the native side. The exit",
            "code is 1 when a figure of the last quarter lies more than a tenth above that of the second one.",
            "",
            "Example: integration-tests/soak --minutes 30"
        })
final class Soak implements Callable<Integer> {

    private static final double GROWTH = 1.1;
    private static final int POINTS = 100;
    private static final long HEAP_MIB = 256;

    /** @param judged not latency, because it is the machine's as much as the program's */
    private record Curve(String name, ToDoubleFunction<Sample> value, boolean judged) {}

    private static final List<Curve> CURVES = List.of(
            new Curve("resident-mib", Sample::residentMiB, true),
            new Curve("native-mib", sample -> sample.residentMiB() - HEAP_MIB, true),
            new Curve("descriptors", Sample::descriptors, true),
            new Curve("threads", Sample::threads, true),
            new Curve("p50-ms", Sample::p50Millis, false),
            new Curve("p99-ms", Sample::p99Millis, false));

    private record Sample(
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

    private Soak() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        LabSettings settings = new LabSettings(
                Pace.FULL, Path.of(""), Path.of(""), "cpu", "exactly_once_v2", Map.of(), Path.of(""), Path.of(""));
        try (Lab lab = new Lab(settings, Distribution.located())) {
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "soak-close"));
            Setup setup = Setup.of(lab.nano(), FrameFormat.RAW)
                    .java("-XX:+AlwaysPreTouch -Xms" + HEAP_MIB + "m -Xmx" + HEAP_MIB + "m");
            List<Sample> samples = run(lab.pipeline(setup));
            write(samples);
            return judge(samples);
        }
    }

    private List<Sample> run(PipelineSide pipeline) throws IOException {
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        int frames = (int) Math.max(rate, rate * minutes * 60 / POINTS);
        for (double passed = 0; passed < minutes; ) {
            List<Double> millis = pipeline.openLoop(Schedule.steady(rate, frames)).stream()
                    .map(Arrival::millis)
                    .toList();
            passed = Duration.ofNanos(System.nanoTime() - start).toMillis() / 60_000.0;
            samples.add(new Sample(
                    passed,
                    pipeline.cost().residentBytes() / (double) (1 << 20),
                    pipeline.cost().descriptors(),
                    pipeline.cost().threads(),
                    Spread.quantile(millis, 0.5),
                    Spread.quantile(millis, 0.99)));
            System.err.println(samples.get(samples.size() - 1));
        }
        return samples;
    }

    private void write(List<Sample> samples) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        StringBuilder csv = new StringBuilder("minutes");
        for (Curve curve : CURVES) csv.append(',').append(curve.name());
        csv.append('\n');
        for (Sample sample : samples) {
            csv.append(sample.minutes());
            for (Curve curve : CURVES) csv.append(',').append(curve.value.applyAsDouble(sample));
            csv.append('\n');
        }
        Files.writeString(Path.of(out + ".csv"), csv);
        for (Curve curve : CURVES) draw(curve, samples);
    }

    private void draw(Curve curve, List<Sample> samples) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(360)
                .title(curve.name())
                .xAxisTitle("minutes")
                .build();
        chart.getStyler().setYAxisMin(0.0).setLegendVisible(false);
        chart.addSeries(
                        curve.name(),
                        samples.stream().mapToDouble(Sample::minutes).toArray(),
                        samples.stream().mapToDouble(curve.value).toArray())
                .setMarker(SeriesMarkers.NONE);
        BitmapEncoder.saveBitmap(chart, out + "-" + curve.name(), BitmapFormat.PNG);
    }

    /** The second quarter, not the first: the JVM compiles and caches fill at the beginning. */
    private static int judge(List<Sample> samples) {
        int quarter = samples.size() / 4;
        boolean isFlat = true;
        for (Curve curve : CURVES) {
            double before = mean(samples.subList(quarter, 2 * quarter), curve);
            double after = mean(samples.subList(samples.size() - quarter, samples.size()), curve);
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
        return isFlat ? 0 : 1;
    }

    private static double mean(List<Sample> samples, Curve curve) {
        return samples.stream().mapToDouble(curve.value).average().orElse(Double.NaN);
    }
}

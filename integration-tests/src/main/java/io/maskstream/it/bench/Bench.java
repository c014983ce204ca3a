package io.maskstream.it.bench;

import io.maskstream.it.Distribution;
import io.maskstream.model.image.JpegDecoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the pipeline against its goals. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "What the pipeline costs and how long a frame takes, beside a loop that only decodes and predicts, the model",
            "called once a record, and a consumer in Python. Rounds alternate, ABBA; medians are told with the lowest and",
            "the highest round. docs/performance.md says what each figure means.",
            "",
            "Example: integration-tests/bench --quick --json"
        })
final class Bench implements Callable<Integer> {

    @Option(names = "--model", description = "Folder NAME/VERSION in place of the shipped model.")
    private Path model = Path.of("");

    @Option(names = "--images", description = "Folder of PNG and JPEG files in place of all frames.")
    private Path images = Path.of("");

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description =
                    "As maskstream.device; with a GPU, what is asked of one is measured (default: ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--guarantee",
            defaultValue = "at_least_once",
            description = "at_least_once or exactly_once_v2 (default: ${DEFAULT-VALUE}).")
    private String guarantee = "";

    @Option(names = "--set", description = "Further KEY=VALUE of the pipelines' configuration.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--only",
            split = ",",
            description = {
                "Some of the measures: network, efficiency, perrecord, python, latency, scale, swap, decode;",
                "without --quick also load, backlog, fairness. One of them that cannot be taken: exit code 1."
            })
    private List<String> only = new ArrayList<>();

    @Option(names = "--quick", description = "Short rounds, fewer of them: 8 minutes at most.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object in the last line instead of a table.")
    private boolean json;

    @Option(names = "--charts", description = "Folder for the figures as PNG pictures.")
    private Path charts = Path.of("");

    @Option(
            names = "--python",
            defaultValue = "/usr/bin/python3",
            description = "An interpreter with torch, confluent_kafka, PIL and numpy (default: ${DEFAULT-VALUE}).")
    private Path python = Path.of("");

    @Option(names = "--peers", required = true, hidden = true)
    private Path peers = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    /** In the order in which they run. */
    private List<Measure> all() {
        if (!device.equals("cpu")) return List.of(new GpuRun());
        return List.of(
                new NetworkSpeed(),
                new Efficiency(),
                new VsPerRecord(),
                new VsPython(),
                new Latency(),
                new Load(),
                new Backlog(),
                new Fairness(),
                new Scale(),
                new Swaps(),
                new Decoding());
    }

    /** How and on what it was measured. */
    record Setting(
            String model,
            String device,
            String guarantee,
            boolean quick,
            int processors,
            String java,
            String jpeg,
            double seconds) {}

    @Override
    public Integer call() throws IOException {
        List<Measure> measures = chosen();
        String jpeg = jpegDecoding();
        long start = System.nanoTime();
        Report report = new Report(System.err::println);
        LabSettings chosen = new LabSettings(
                quick ? Pace.QUICK : Pace.FULL, model, images, device, guarantee, settings, peers, python);
        String measured;
        try (Lab lab = new Lab(chosen, Distribution.located())) {
            // Ctrl-C and SIGTERM end the children, too.
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "bench-close"));
            for (Measure measure : measures) run(measure, lab, report);
            measured = String.valueOf(lab.nano());
        }
        Setting setting = new Setting(
                measured,
                device,
                guarantee,
                quick,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                jpeg,
                (System.nanoTime() - start) / 1e9);
        // First: charts may fail, and minutes of measuring with them.
        System.out.println(json ? report.json(setting) : setting + System.lineSeparator() + report.table());
        if (!charts.toString().isEmpty()) Charts.draw(report, charts);
        return report.hasFailed() || report.hasSkippedAnyOf(only) ? 1 : 0;
    }

    /** Sets it for this process and its children. */
    private String jpegDecoding() {
        String chosen = settings.get(JpegDecoding.KEY);
        if (chosen != null) System.setProperty(JpegDecoding.KEY, chosen);
        try {
            return JpegDecoding.ofProcess().description();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--set: " + e.getMessage(), e);
        }
    }

    private List<Measure> chosen() {
        Map<String, Measure> byName = new LinkedHashMap<>();
        for (Measure measure : all()) byName.put(measure.name(), measure);
        for (String name : only) {
            Measure measure = byName.get(name);
            if (measure == null)
                throw new ParameterException(
                        command.commandLine(), "--only: no measure '" + name + "', there are " + byName.keySet());
            if (quick && measure.isOfTheFullFormOnly())
                throw new ParameterException(
                        command.commandLine(), "--only: '" + name + "' belongs to the full form; leave out --quick");
        }
        return byName.values().stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .filter(measure -> !(quick && measure.isOfTheFullFormOnly()))
                .toList();
    }

    private static void run(Measure measure, Lab lab, Report report) {
        System.err.println("-- " + measure.name());
        try {
            measure.run(lab, report);
        } catch (IOException | RuntimeException e) {
            System.err.println("bench: the measure " + measure.name() + " failed: " + e.getMessage());
            report.failed(measure.name());
            // What it left may be broken, and in the middle of something.
            lab.endSides();
        }
    }
}

package io.maskstream.it.bench;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.it.Application;
import io.maskstream.it.Distribution;
import io.maskstream.it.Topics;
import io.maskstream.it.bench.Figures.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the pipeline against the bare loop, its latency and its idle CPU. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Images per CPU-second of the application process against a loop that only decodes and predicts, in",
            "alternating rounds; the time from producer to output topic; CPU without any frame.",
            "",
            "Example: integration-tests/bench --quick --json"
        })
final class Bench implements Callable<Integer> {

    private static final int PARTITIONS = 4;
    private static final int ROUNDS = 3;

    @Option(names = "--model", description = "Folder NAME/VERSION of the model (default: the one that is shipped).")
    private Path model = Path.of("");

    @Option(names = "--images", description = "Folder of PNG and JPEG files (default: those that are shipped).")
    private Path images = Path.of("");

    @Option(names = "--device", defaultValue = "cpu", description = "As maskstream.device (default: ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--guarantee",
            defaultValue = "at_least_once",
            description = "at_least_once or exactly_once_v2 (default: ${DEFAULT-VALUE}).")
    private String guarantee = "";

    @Option(names = "--set", description = "Further KEY=VALUE of the pipeline's configuration.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--quick", description = "A third of the images and of the time: to see that it works.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    private Distribution distribution = Distribution.located();

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (model.toString().isEmpty()) model = distribution.home().resolve("models/dmc-nano-fashion/1");
        if (images.toString().isEmpty()) images = distribution.home().resolve("images");
        Corpus corpus = Corpus.read(images);
        Path folder = Files.createTempDirectory("maskstream-bench-");
        try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.DEFAULT)) {
            Figures figures = measure(broker.bootstrapServers(), corpus, folder);
            System.out.print(json ? json(figures) : figures.table());
        }
        return 0;
    }

    private Figures measure(String bootstrapServers, Corpus corpus, Path folder)
            throws IOException, InterruptedException {
        int perRound = (quick ? 2_000 : 6_000) / BareLoop.BATCH * BareLoop.BATCH;
        List<Double> piped = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 1; ; round++) {
            try (Pipeline pipeline = start(bootstrapServers, corpus, folder, round)) {
                // Once to warm up, as the bare loop does: half of a JVM's first minute is its compiler.
                pipeline.flood(perRound);
                Duration before = pipeline.cost().cpu();
                pipeline.flood(perRound);
                piped.add(perSecond(perRound, pipeline.cost().cpu().minus(before)));
                bare.add(perSecond(perRound, bareLoop(pipeline, perRound)));
                progress(
                        "round %d: pipeline %.0f, bare loop %.0f images per CPU-second",
                        round, piped.get(round - 1), bare.get(round - 1));
                if (round < ROUNDS) continue;
                return new Figures(
                        new Figures.Setting(
                                model.toString(),
                                device,
                                guarantee,
                                perRound,
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().toString()),
                        piped,
                        bare,
                        Figures.median(piped) / Figures.median(bare),
                        List.of(latency(pipeline, 50, quick ? 500 : 1_500), latency(pipeline, 1, quick ? 10 : 30)),
                        idle(pipeline),
                        pipeline.cost().peakMemoryBytes());
            }
        }
    }

    private Duration bareLoop(Pipeline pipeline, int count) throws IOException, InterruptedException {
        String number = Integer.toString(count);
        String nanos = pipeline.cost()
                .runLike(
                        BareLoop.class,
                        ownClasses(),
                        List.of(model.toString(), images.toString(), device, number, number));
        return Duration.ofNanos(Long.parseLong(nanos.strip()));
    }

    private Pipeline start(String bootstrapServers, Corpus corpus, Path folder, int round) throws IOException {
        Topics topics = Topics.create(bootstrapServers, "bench-" + round, PARTITIONS);
        Map<String, String> all = new LinkedHashMap<>(topics.settings());
        all.put("maskstream.application.id", "bench-" + round);
        all.put("maskstream.model.dir", String.valueOf(model.toAbsolutePath().getParent()));
        all.put("maskstream.device", device);
        all.put("maskstream.processing.guarantee", guarantee);
        all.put("kafka.bootstrap.servers", bootstrapServers);
        all.putAll(settings);
        Application application = Application.start(distribution, "round-" + round, folder, all, "-Xmx1g");
        try {
            return new Pipeline(bootstrapServers, application.awaitReady(), topics, corpus);
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    private Latency latency(Pipeline pipeline, double perSecond, int frames) {
        Latency latency = Latency.of(perSecond, pipeline.latencies(perSecond, frames));
        progress("%.0f frames/s: p50 %.1f ms, p99 %.1f ms", perSecond, latency.p50Millis(), latency.p99Millis());
        return latency;
    }

    private double idle(Pipeline pipeline) throws InterruptedException {
        Duration window = Duration.ofSeconds(quick ? 10 : 30);
        Duration before = pipeline.cost().cpu();
        Thread.sleep(window.toMillis());
        return 100.0 * pipeline.cost().cpu().minus(before).toNanos() / window.toNanos();
    }

    private static double perSecond(int images, Duration cpu) {
        return images * 1e9 / cpu.toNanos();
    }

    private static String ownClasses() {
        return Path.of(Bench.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private static void progress(String format, Object... args) {
        System.err.printf(format + "%n", args);
    }

    private static String json(Figures figures) throws IOException {
        return JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build()
                        .writeValueAsString(figures)
                + "\n";
    }
}

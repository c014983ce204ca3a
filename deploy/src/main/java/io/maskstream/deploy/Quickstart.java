package io.maskstream.deploy;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelFolder;
import io.maskstream.stream.app.HealthServer;
import io.maskstream.stream.app.Pipeline;
import io.maskstream.stream.config.PipelineConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run: opens broker, pipeline and cameras, watches them, and closes them in the order in which nothing is lost:
 * cameras, pipeline, the observer of the results, broker. Runs on one thread, the one that made its {@link StopSignal}.
 */
final class Quickstart {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TICK = Duration.ofMillis(100);
    /** Without a single result in this time the frames that are missing will not come any more. */
    private static final Duration STALL = Duration.ofSeconds(30);
    /** After Ctrl-C: a long queue is given up. */
    private static final Duration REST = Duration.ofSeconds(20);

    private final QuickstartOptions options;
    private final StopSignal stop;
    private final PrintStream progress;
    private final LiveTable table;
    private final Ledger ledger = new Ledger();

    /**
     * @param summary of all frames
     * @param discrepancies empty when all that went in came out as it should
     */
    record Outcome(Summary summary, List<String> discrepancies) {}

    Quickstart(QuickstartOptions options, StopSignal stop, PrintStream progress, boolean terminal) {
        this.options = options;
        this.stop = stop;
        this.progress = progress;
        this.table = new LiveTable(progress, terminal);
    }

    /**
     * @throws QuickstartException when something fails
     * @throws InterruptedException when it was stopped before the first frame
     */
    Outcome run() throws IOException, InterruptedException {
        ModelSpec model = model();
        CameraImages images = CameraImages.load(options.images(), model.labels());
        try (TemporaryFolder folder = TemporaryFolder.create("maskstream-quickstart-")) {
            progress.println("Starting a Kafka broker ...");
            try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.DEFAULT)) {
                Topics.create(broker.bootstrapServers());
                observe(broker, config(broker, folder.path()), images);
            }
        }
        return new Outcome(ledger.summary(), ledger.discrepancies());
    }

    private ModelSpec model() {
        ModelFolder folder = ModelFolder.of(options.model());
        String newest = folder.newest()
                .orElseThrow(() -> new QuickstartException("there is no model in " + options.model()
                        + "; build the distribution again, or name a model's folder with --model"));
        return folder.read(newest).spec();
    }

    private PipelineConfig config(BrokerProcess broker, Path folder) {
        return PipelineConfig.of(Map.ofEntries(
                Map.entry("maskstream.application.id", "maskstream-quickstart"),
                Map.entry("maskstream.input.topics", Topics.FRAMES),
                Map.entry("maskstream.output.topic", Topics.LABELS),
                Map.entry("maskstream.dead.letter.topic", Topics.DEAD_LETTERS),
                Map.entry("maskstream.model.dir", options.model().toString()),
                Map.entry("maskstream.shutdown.drain", "10 s"),
                Map.entry("maskstream.http.port", Integer.toString(options.httpPort())),
                Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
                Map.entry("kafka.state.dir", folder.resolve("state").toString())));
    }

    private void observe(BrokerProcess broker, PipelineConfig config, CameraImages images)
            throws IOException, InterruptedException {
        Observer observer = Observer.start(broker.bootstrapServers(), ledger);
        try (observer) {
            progress.println("Loading the model ...");
            runPipeline(new Watched(broker, observer), config, images);
        }
        require("reading the results", observer.failure());
    }

    private record Watched(BrokerProcess broker, Observer observer) {}

    private void runPipeline(Watched watched, PipelineConfig config, CameraImages images)
            throws IOException, InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Pipeline pipeline = Pipeline.start(config, registry);
                HealthServer http = HealthServer.start(config.standalone(), pipeline, registry::scrape)) {
            awaitReady(pipeline);
            stop.started();
            progress.println("Health and metrics: " + http.url());
            progress.println("Running: " + CameraPlan.CAMERAS + " cameras, " + options.framesPerSecond()
                    + " frames/s in all; Ctrl-C ends it.");
            List<CameraPlan> plans = CameraPlan.of(options.frames(), options.framesPerSecond());
            long start = System.nanoTime();
            Cameras cameras = Cameras.start(watched.broker().bootstrapServers(), plans, images, ledger);
            try (cameras) {
                while (!cameras.isDone() && !stop.await(TICK)) {
                    check(watched, pipeline, cameras);
                    draw(start);
                }
            }
            awaitRest(watched, pipeline, cameras, start);
        }
    }

    private void awaitReady(Pipeline pipeline) throws InterruptedException {
        long end = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!pipeline.isReady()) {
            require("the pipeline", pipeline.failure());
            if (stop.await(TICK)) throw new InterruptedException();
            if (System.nanoTime() > end)
                throw new QuickstartException("the pipeline is not ready after " + READY_TIMEOUT.toSeconds() + " s");
        }
    }

    /** Until every frame has come out; also after Ctrl-C, which ends the cameras only. */
    private void awaitRest(Watched watched, Pipeline pipeline, Cameras cameras, long start)
            throws InterruptedException {
        int waiting = ledger.waiting();
        long lastProgress = System.nanoTime();
        long deadline = lastProgress + REST.toNanos();
        while (waiting > 0 && System.nanoTime() - lastProgress < STALL.toNanos()) {
            if (stop.isRequested() && System.nanoTime() > deadline) break;
            check(watched, pipeline, cameras);
            draw(start);
            Thread.sleep(TICK.toMillis());
            int now = ledger.waiting();
            if (now != waiting) lastProgress = System.nanoTime();
            waiting = now;
        }
        table.end(elapsed(start), ledger.summary(), ledger.lastLabels());
    }

    private void check(Watched watched, Pipeline pipeline, Cameras cameras) {
        if (!watched.broker().isAlive()) throw new QuickstartException("the Kafka broker ended unexpectedly");
        require("the pipeline", pipeline.failure());
        require("a camera", cameras.failure());
        require("reading the results", watched.observer().failure());
    }

    private void draw(long start) {
        table.update(elapsed(start), ledger.summary(), ledger.lastLabels());
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void require(String what, Optional<? extends Throwable> failure) {
        failure.ifPresent(e -> {
            throw new QuickstartException(what + " failed: " + e.getMessage(), e);
        });
    }
}

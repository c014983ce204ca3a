package io.maskstream.stream.app;

import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maskstream run}: the pipeline as a process, until a signal or a failure ends it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Classifies the frames of the input topics until it is stopped.",
            "SIGTERM or Ctrl-C: no new frames, those in flight are finished and committed within"
                    + " maskstream.shutdown.drain, then the process ends.",
            "",
            "Example: maskstream run --config pipeline.properties --set maskstream.http.port=0"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it could not start, or failed for good: the cause is the last line of standard error",
            "2:wrong usage, a wrong value of --set among it",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        })
public final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** For what comes after the drain: native memory, sockets, the log. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(10);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            PipelineConfig config = options.load();
            Optional<String> failure = run(config);
            failure.ifPresent(line -> err.println("maskstream: " + line));
            return failure.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (InvalidConfigException e) {
            err.println(e.getMessage());
            return options.exitCode(e);
        } catch (StartupException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Why it failed; empty when it was stopped. */
    private Optional<String> run(PipelineConfig config) {
        logConfiguration(config);
        Progress progress = new Progress();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // In this order, so that they close in the reverse: probes are answered until the drain is over, and the JVM
        // waits.
        try (StopSignal stop = StopSignal.install(config.shutdownDrain().plus(CLEAN_UP), () -> {});
                JvmGcMetrics gc = new JvmGcMetrics();
                HealthServer http = HealthServer.start(config.standalone(), progress, registry::scrape)) {
            bindProcess(registry, gc);
            spec.commandLine().getOut().println("health and metrics: " + http.url());
            spec.commandLine().getOut().flush();
            try (Pipeline pipeline = Pipeline.start(config, registry)) {
                progress.started(pipeline);
                log.atInfo()
                        .addKeyValue("application", config.standalone().applicationId())
                        .log("pipeline started");
                while (pipeline.failure().isEmpty() && !stop.await(POLL)) {
                    // Looks again.
                }
                log.atInfo().addKeyValue("drain", config.shutdownDrain()).log("pipeline stops");
                return stop.isReceived() ? Optional.empty() : pipeline.failure().map(FailureLine::of);
            }
        }
    }

    private static void bindProcess(PrometheusMeterRegistry registry, JvmGcMetrics gc) {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private static void logConfiguration(PipelineConfig config) {
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, String> entry : config.effective().entrySet())
            line = line.addKeyValue(entry.getKey(), entry.getValue());
        line.log("configuration");
    }
}

package io.maskstream.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quickstart}. Standard output is for the summary alone; what happens meanwhile goes to standard error. */
@Command(
        name = "quickstart",
        description = {
            "Shows the whole pipeline on this machine: a Kafka broker, four simulated cameras, the shipped model.",
            "One frame in fifty is corrupt on purpose and must come out as a dead letter. Nothing stays behind."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that went in came out as it should",
            "1:something failed, or the counts do not add up",
            "2:wrong usage",
            "130, 143:ended before its time by Ctrl-C, by SIGTERM; --forever ends with 0"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  maskstream quickstart                       2,000 frames, live table, summary",
            "  maskstream quickstart --frames 500 --json   the summary as a line of JSON",
            "  maskstream quickstart --forever --rate 400  400 frames/s until Ctrl-C"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class QuickstartCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(QuickstartCommand.class);

    /** Both set by bin/maskstream. */
    private static final String HOME = "maskstream.home";

    private static final String TERMINAL = "maskstream.terminal";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help;

    @ArgGroup
    private Length length = new Length();

    @Option(
            names = "--rate",
            paramLabel = "FPS",
            defaultValue = "100",
            description = "Frames a second of all cameras together (default: ${DEFAULT-VALUE}).")
    private double framesPerSecond;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "Port of the health and metrics endpoints (default: a free one).")
    private int httpPort;

    @Option(names = "--json", description = "Print the summary as one line of JSON.")
    private boolean json;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "A model's folder in place of the shipped one; it must know the classes of Fashion-MNIST.")
    private @Nullable Path model;

    private static final class Length {
        @Option(names = "--frames", paramLabel = "N", description = "Frames of all cameras together (default: 2000).")
        private long frames = 2_000;

        @Option(names = "--forever", description = "Go on until Ctrl-C.")
        private boolean forever;
    }

    @Override
    public Integer call() {
        QuickstartOptions options = options();
        StopSignal stop = StopSignal.onShutdown();
        OptionalInt code = OptionalInt.of(1);
        try {
            code = run(options, stop);
        } finally {
            stop.finished(code);
        }
        return code.orElse(1);
    }

    /** The exit code; empty when a signal came first, whose code it is then. */
    private OptionalInt run(QuickstartOptions options, StopSignal stop) {
        try {
            Quickstart.Outcome outcome = new Quickstart(options, stop, System.err, Boolean.getBoolean(TERMINAL)).run();
            if (json) System.out.println(outcome.summary().json());
            else outcome.summary().text().forEach(System.out::println);
            System.out.flush();
            outcome.discrepancies().forEach(QuickstartCommand::complain);
            if (!outcome.discrepancies().isEmpty()) return OptionalInt.of(1);
            return stop.isRequested() && !options.isForever() ? OptionalInt.empty() : OptionalInt.of(0);
        } catch (InterruptedException | IOException | RuntimeException e) {
            if (stop.isRequested()) {
                complain("stopped");
                return OptionalInt.empty();
            }
            log.atDebug().setCause(e).log("quickstart failed");
            complain(e instanceof RuntimeException && e.getMessage() != null ? e.getMessage() : e.toString());
            return OptionalInt.of(1);
        }
    }

    private static void complain(String message) {
        System.err.println("quickstart: " + message);
    }

    private QuickstartOptions options() {
        if (length.frames < 1) throw usage("--frames", length.frames, "at least 1");
        if (!(framesPerSecond > 0 && framesPerSecond <= 1e6))
            throw usage("--rate", framesPerSecond, "above 0 and at most 1000000");
        if (httpPort < 0 || httpPort > 65535) throw usage("--port", httpPort, "from 0 to 65535");
        String home = System.getProperty(HOME);
        if (home == null) throw new QuickstartException(HOME + " is not set; start it with bin/maskstream");
        Path folder = Path.of(home);
        return new QuickstartOptions(
                length.forever ? QuickstartOptions.FOREVER : length.frames,
                framesPerSecond,
                httpPort,
                model == null ? folder.resolve("models/dmc-nano-fashion") : model,
                folder.resolve("images/fashion-mnist"));
    }

    private ParameterException usage(String option, Object value, String bound) {
        return new ParameterException(spec.commandLine(), option + ": " + value + ", must be " + bound);
    }
}

package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void unknownCommandIsWrongUsageWithASuggestion() {
        assertThat(run("quickstrat")).isEqualTo(2);
        assertThat(err.toString()).contains("quickstrat", "quickstart?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void missingCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("maskstream: a command is missing", "See maskstream --help");
    }

    @Test
    void valuesOutOfBoundsAreWrongUsageThatNamesOptionValueAndBound() {
        assertThat(run("quickstart", "--frames", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--frames: 0, must be at least 1");
        assertThat(run("quickstart", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("--port: 70000, must be from 0 to 65535");
        assertThat(run("quickstart", "--rate", "NaN")).isEqualTo(2);
        assertThat(err.toString()).contains("--rate: NaN, must be above 0");
        assertThat(run("quickstart", "--frames", "5", "--forever")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void failureIsOneLineWithoutAStackTrace() {
        CommandLine line = Main.commandLine().addSubcommand(new Failing());
        // Both reach the new command, too.
        line.setExecutionExceptionHandler(line.getExecutionExceptionHandler()).setErr(new PrintWriter(err, true));
        assertThat(line.execute("failing")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("maskstream failing: one thing and another");
    }

    @Test
    void everyCommandHasHelp() {
        CommandLine line = commandLine();
        for (String name : line.getSubcommands().keySet())
            assertThat(line.execute(name, "--help")).as(name).isZero();
        assertThat(out.toString()).contains("--frames", "Examples:");
        assertThat(err.toString()).isEmpty();
    }

    @CommandLine.Command(name = "failing")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("one thing\nand another");
        }
    }

    private CommandLine commandLine() {
        return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    private int run(String... args) {
        return commandLine().execute(args);
    }
}

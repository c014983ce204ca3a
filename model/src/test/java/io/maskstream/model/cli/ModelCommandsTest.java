package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class ModelCommandsTest {

    static Stream<String> commands() {
        return new CommandLine(new ModelCommands()).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExampleAndItsExitCodes(String command) {
        Cli cli = Cli.run(command, "--help");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out())
                .contains("Example:")
                .contains("maskstream model " + command + " --")
                .contains("Exit codes:");
    }

    @Test
    void worksAsASubcommand() {
        CommandLine top = new CommandLine(new Top()).addSubcommand(new ModelCommands());
        StringWriter out = new StringWriter();
        top.setOut(new PrintWriter(out));
        assertThat(top.execute("model", "classify", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: maskstream model classify");
    }

    @CommandLine.Command(name = "maskstream")
    static final class Top {}
}

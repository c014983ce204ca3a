package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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

    /** picocli only warns, on the way to the reader of the help. */
    @ParameterizedTest
    @MethodSource("commands")
    void helpIsAFormatThatCanBeFormatted(String command) {
        CommandLine found =
                new CommandLine(new ModelCommands()).getSubcommands().get(command);
        CommandSpec spec = Objects.requireNonNull(found).getCommandSpec();
        List<String> texts = new ArrayList<>(List.of(spec.usageMessage().footer()));
        texts.addAll(List.of(spec.usageMessage().description()));
        spec.options().forEach(option -> texts.addAll(List.of(option.description())));
        for (String text : texts)
            assertThatCode(() -> String.format(text)).as(text).doesNotThrowAnyException();
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

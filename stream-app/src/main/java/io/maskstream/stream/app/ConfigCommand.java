package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigTable;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskstream config check|acls|table}: what a configuration says, and what it may say. Needs no broker and no model. */
@Command(
        name = "config",
        description = "Checks a configuration, says what it must be allowed, or lists every key.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, AclsCommand.class, ConfigCommand.Table.class})
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say which: check, acls or table");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Reads a configuration as `run` does and prints every value that counts, secrets masked.",
                "Does not ask the brokers: `run` does, before it starts.",
                "",
                "Example: maskstream config check --config pipeline.properties --set maskstream.device=cpu"
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:valid", "1:not valid", "2:wrong usage, a wrong value of --set among it"})
    static final class Check implements Callable<Integer> {

        @Mixin
        private ConfigOptions options = new ConfigOptions();

        @Option(
                names = "--json",
                description = "One line: {\"valid\":true,\"effective\":{..}} or"
                        + " {\"problems\":[{\"key\",\"value\",\"remedy\"}..],\"valid\":false}.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                PipelineConfig config = options.load();
                if (json) out.println(JsonLine.of(Map.of("valid", true, "effective", config.effective())));
                else config.effective().forEach((key, value) -> out.println(key + " = " + value));
                return CommandLine.ExitCode.OK;
            } catch (InvalidConfigException e) {
                if (json) out.println(JsonLine.of(Map.of("valid", false, "problems", e.problems())));
                else spec.commandLine().getErr().println(e.getMessage());
                return options.exitCode(e);
            }
        }
    }

    @Command(
            name = "table",
            mixinStandardHelpOptions = true,
            description = {
                "Prints every key with type, default and meaning, as Markdown.",
                "",
                "Example: maskstream config table"
            })
    static final class Table implements Runnable {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(ConfigTable.markdown());
            out.flush();
        }
    }
}

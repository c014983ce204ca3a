package io.maskstream.deploy;

import io.maskstream.model.cli.ModelCommands;
import io.maskstream.stream.app.ConfigCommand;
import io.maskstream.stream.app.ProduceCommand;
import io.maskstream.stream.app.RunCommand;
import io.maskstream.stream.app.TailCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code maskstream}: joins the commands of all modules. Exit code 0, 1 = failed, 2 = wrong usage. */
@Command(
        name = "maskstream",
        description = "Image classification inside Kafka Streams.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionFromManifest.class,
        usageHelpAutoWidth = true,
        subcommands = {
            QuickstartCommand.class,
            RunCommand.class,
            ConfigCommand.class,
            ProduceCommand.class,
            TailCommand.class,
            ModelCommands.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  maskstream quickstart                        the whole pipeline on this machine",
            "  maskstream run --config pipeline.properties  a pipeline on your Kafka",
            "  maskstream model classify --model DIR a.jpg  a model without Kafka",
            "",
            "Every command has its own --help with an example."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class Main implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Main.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and end.")
    boolean version;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::misused);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The stack trace is for who asks for it: {@code MASKSTREAM_JAVA_OPTS=-Dmaskstream.log.level=DEBUG}. */
    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        log.atDebug().setCause(e).log("command failed");
        boolean expected = e.getMessage() != null && !(e instanceof NullPointerException);
        say(command, expected ? String.valueOf(e.getMessage()) : e.toString());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        say(command, String.valueOf(e.getMessage()));
        // "Did you mean ...?"
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr()))
            command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void say(CommandLine command, String message) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}

package io.maskstream.model.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code model}, to be added to a command line or to be one. Commands report their own failures; give the
 * command line {@link PlainErrors} so that wrong usage is one line, too.
 */
@Command(
        name = "model",
        description = "Train, compare, export, evaluate and look at models.",
        subcommands = {
            TrainCommand.class,
            AblateCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            PackageCommand.class,
            SignCommand.class,
            ClassifyCommand.class
        },
        footer = {
            "",
            "Example:",
            "  maskstream model classify --model models/fashion photo.jpg",
            "Every command has its own --help with an example.",
        })
public final class ModelCommands extends CliCommand {

    @Override
    int run() {
        throw new ParameterException(
                spec.commandLine(),
                "model needs a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}

package io.maskstream.model.cli;

import io.maskstream.model.InputShape;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.data.ChannelStatistics;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.Split;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.train.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is trained on what, for a new run. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunOptions {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A recipe, which other options change: cpu, paper-cifar10, paper-cifar100, paper-svhn,"
                    + " paper-imagenette, paper-imagewoof.")
    private Optional<String> preset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Options from a properties file, by their names without dashes; one of them may be preset."
                    + " Options given here win.")
    private Optional<Path> file;

    @Option(
            names = "--data",
            paramLabel = "KIND:PATH",
            converter = Converters.Data.class,
            description = Converters.Data.KINDS)
    private Optional<DataSource> data;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder: new or empty.")
    private Optional<Path> out;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--input",
            paramLabel = "3xHxW",
            defaultValue = "3x32x32",
            converter = Converters.Input.class,
            description = "Input of the network (${DEFAULT-VALUE}).")
    private InputShape input;

    @Option(
            names = "--resize",
            paramLabel = "stretch|cover|fit",
            defaultValue = "stretch",
            converter = Converters.Resize.class,
            description = "How images of another size are brought to it (${DEFAULT-VALUE}).")
    private ResizeRule resize;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Training images held out, half of them to choose the best weights and half for export to"
                    + " calibrate confidences (a tenth, at most 5000).")
    private Optional<Integer> validation;

    @Option(
            names = "--validation-seed",
            paramLabel = "S",
            defaultValue = "" + ValidationSplit.DEFAULT_SEED,
            description = "Of their choice (${DEFAULT-VALUE}).")
    private long validationSeed;

    @Option(
            names = "--train-images",
            paramLabel = "N",
            defaultValue = "0",
            description = "Train on so many of the others, chosen by the same seed; 0: on all (${DEFAULT-VALUE}).")
    private int training;

    @Mixin
    private RecipeOptions recipe;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * These options, and what a preset and a file say where these say nothing.
     *
     * @throws IllegalArgumentException when there is no such preset or file, or something is wrong in it
     */
    RunOptions resolved() {
        if (preset.isEmpty() && file.isEmpty()) return this;
        Settings own = file.map(Settings::file).orElse(Settings.NONE);
        Settings base = preset.or(own::preset).map(Settings::preset).orElse(Settings.NONE);
        return LayeredOptions.of(List.of(base, own), command.commandLine().getParseResult());
    }

    /** @throws IllegalArgumentException when the option is missing */
    Path out() {
        return out.orElseThrow(() -> new IllegalArgumentException(
                "--out is missing: name the folder of a new run, or continue one with --resume DIR"));
    }

    /**
     * Opens the data set to learn its size, its classes and the statistics of its training part.
     *
     * @throws IllegalArgumentException when an option is missing, out of bounds or contradicts another
     */
    RunConfig config() {
        DataSource given = data.orElseThrow(
                () -> new IllegalArgumentException("--data is missing: name the data set as KIND:PATH"));
        DataSource source =
                new DataSource(given.kind(), given.path().toAbsolutePath().normalize());
        Recipe how = recipe.toRecipe();
        NetworkSpec spec = network.toSpec(stemStride());
        Dataset all = source.training();
        ValidationSplit held =
                new ValidationSplit(validation.orElse(Split.defaultValidation(all.size())), validationSeed, training);
        return new RunConfig(
                source.toString(),
                all.size(),
                all.labels(),
                held,
                spec.withClasses(all.labels().size()),
                input,
                resize,
                ChannelStatistics.of(held.of(all).train()),
                how);
    }

    /** Stride 1 up to 64 pixels, 2 about 128, 4 about 224. */
    private int stemStride() {
        int side = Math.max(input.height(), input.width());
        return side <= 64 ? 1 : side <= 160 ? 2 : 4;
    }
}

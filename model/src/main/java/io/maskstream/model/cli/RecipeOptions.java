package io.maskstream.model.cli;

import io.maskstream.model.train.Recipe;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to train; the defaults are for small networks on a CPU. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RecipeOptions {

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "15", description = "Passes (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "128",
            description = "Images a step (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of initial weights, order and augmentation (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--schedule",
            paramLabel = "one-cycle|cosine",
            defaultValue = "one-cycle",
            converter = Converters.Schedule.class,
            description = "Learning rate: one-cycle goes straight up, then down to 0; cosine is for long runs"
                    + " (${DEFAULT-VALUE}).")
    private Recipe.ScheduleKind schedule;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "0.15", description = "Its peak (${DEFAULT-VALUE}).")
    private float rate;

    @Option(
            names = "--warmup",
            paramLabel = "EPOCHS",
            description = "In which the rate goes up to it (one-cycle: a fifth of the run; cosine: a fortieth).")
    private Optional<Float> warmup;

    @Option(
            names = "--momentum",
            paramLabel = "M",
            defaultValue = "0.9",
            description = "Nesterov momentum (${DEFAULT-VALUE}).")
    private float momentum;

    @Option(
            names = "--decay",
            paramLabel = "D",
            defaultValue = "5e-4",
            description = "Weight decay, not of batch norm and biases (${DEFAULT-VALUE}).")
    private float decay;

    @Option(names = "--mask-decay", paramLabel = "D", description = "Weight decay of the mask path (that of --decay).")
    private Optional<Float> maskDecay;

    @Option(
            names = "--smoothing",
            paramLabel = "L",
            defaultValue = "0.1",
            description = "Label smoothing (${DEFAULT-VALUE}).")
    private float smoothing;

    @Mixin
    private AugmentationOptions augmentation;

    @Option(
            names = "--averaging",
            paramLabel = "PART",
            defaultValue = "0.34",
            description = "The weights are averaged over the last part of the run; 0: not (${DEFAULT-VALUE}).")
    private float averaging;

    @Option(
            names = "--averaging-decay",
            paramLabel = "D",
            defaultValue = "0.995",
            description = "Of the average, at each step (${DEFAULT-VALUE}).")
    private float averagingDecay;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Epochs between validations; the last epoch always has one (${DEFAULT-VALUE}).")
    private int validateEvery;

    /** @throws IllegalArgumentException when a value is out of bounds; the message names it */
    Recipe toRecipe() {
        return new Recipe(
                epochs,
                batch,
                seed,
                new Recipe.Optimizer(
                        schedule,
                        rate,
                        warmup.orElseGet(() -> schedule.warmupEpochs(epochs)),
                        momentum,
                        decay,
                        maskDecay.orElse(decay)),
                smoothing,
                augmentation.toAugmentation(),
                new Recipe.Averaging(averaging, averagingDecay),
                validateEvery);
    }
}

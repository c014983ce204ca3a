package io.maskstream.model.train;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.network.DmcNetwork;

/**
 * Trains a network and keeps, in the run folder, the weights that do best on the validation set. A run that was killed at
 * any moment and is started again continues to the same result: all state is in the checkpoint, and all randomness
 * follows from (seed, epoch, index). For one thread.
 */
public final class Trainer {

    /** Between checkpoints inside an epoch; every epoch's end has one anyway. */
    private static final int CHECKPOINT_STEPS = 100;

    private final Recipe recipe;
    private final TrainingData data;
    private final RunFolder folder;
    private final TrainingListener listener;
    private final int checkpointSteps;

    public Trainer(Recipe recipe, TrainingData data, RunFolder folder, TrainingListener listener) {
        this(recipe, data, folder, listener, CHECKPOINT_STEPS);
    }

    Trainer(Recipe recipe, TrainingData data, RunFolder folder, TrainingListener listener, int checkpointSteps) {
        this.recipe = recipe;
        this.data = data;
        this.folder = folder;
        this.listener = listener;
        this.checkpointSteps = checkpointSteps;
    }

    /**
     * Trains to the end of the recipe, from the folder's checkpoint where there is one.
     *
     * @param network with its initial weights; the caller's, left with the weights of the last step
     * @throws TrainingException when training diverges or the checkpoint does not fit
     */
    public TrainingSummary run(DmcNetwork network) throws InterruptedException {
        LoaderSettings settings = new LoaderSettings(recipe.batch(), data.threads(), recipe.seed());
        NDManager owner = network.parameters().get(0).parameter().getArray().getManager();
        try (GradientMode off = GradientMode.off();
                NDManager manager = owner.newSubManager();
                Loader training = training(settings);
                Loader validation = new Loader(data.validation(), data.preprocessor(), PixelTransform.NONE, settings)) {
            TrainingRun run = new TrainingRun(recipe, data, network, manager, training.stepsPerEpoch());
            Position position = run.restore(folder);
            listener.onStart(recipe.epochs(), training.stepsPerEpoch(), position.epoch(), position.step());
            Clock clock = new Clock(position.seconds(), System.nanoTime());
            while (position.epoch() < recipe.epochs()) {
                try (Loader.Pass pass = training.epoch(position.epoch(), position.step())) {
                    while (pass.hasNext()) {
                        position = run.step(pass, position, clock.seconds());
                        listener.onStep(position, run.rateBefore(position));
                        // The epoch's last step is left to its end, which writes a checkpoint, too.
                        if (position.step() % checkpointSteps == 0 && pass.hasNext()) run.save(folder, position);
                    }
                }
                EpochReport report = run.endOfEpoch(validation, folder, position, clock.seconds());
                position = position.afterEpoch(report.validationTop1(), report.seconds());
                run.save(folder, position);
                listener.onEpoch(report);
            }
            return new TrainingSummary(position.bestTop1(), position.bestEpoch(), recipe.epochs(), position.seconds());
        }
    }

    private Loader training(LoaderSettings settings) {
        Preprocessor original = data.preprocessor();
        Preprocessor cropping = recipe.augmentation().resizedCrop().crops() ? original.stretching() : original;
        return new Loader(data.train(), cropping, recipe.augmentation().toTransform(original.meanColor()), settings);
    }

    /** Time that training took over all its starts. */
    private record Clock(double before, long startNanos) {
        double seconds() {
            return before + (System.nanoTime() - startNanos) / 1e9;
        }
    }
}

package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.maskstream.model.InputShape;
import io.maskstream.model.augment.Mix;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The moving parts of one run: optimizer, average, schedule, checkpoint. For the training thread, gradient mode off. */
final class TrainingRun {

    private final Recipe recipe;
    private final TrainingData data;
    private final DmcNetwork network;
    private final NDManager manager;
    private final Ema ema;
    private final Checkpoint checkpoint;
    private final TrainStep trainStep;
    private final Validator validator;
    private final Schedule schedule;
    private final int stepsPerEpoch;

    /** @param manager owns optimizer state and averages */
    TrainingRun(Recipe recipe, TrainingData data, DmcNetwork network, NDManager manager, int stepsPerEpoch) {
        this.recipe = recipe;
        this.data = data;
        this.network = network;
        this.manager = manager;
        this.stepsPerEpoch = stepsPerEpoch;
        this.schedule = recipe.toSchedule();
        List<NetworkParameter> parameters = network.parameters();
        NesterovSgd optimizer = new NesterovSgd(parameters, recipe.optimizer(), manager);
        this.ema = new Ema(parameters, recipe.averaging().decay(), manager);
        this.checkpoint = new Checkpoint(parameters, optimizer, ema);
        SmoothedTargets targets = new SmoothedTargets(network.spec().classes(), recipe.labelSmoothing());
        this.trainStep =
                new TrainStep(network, manager, optimizer, data.preprocessor().input(), targets);
        this.validator = new Validator(network, manager, data.preprocessor().input());
    }

    /** Takes the folder's checkpoint where there is one, else the beginning. */
    Position restore(RunFolder folder) {
        if (!Files.exists(folder.checkpoint())) return Position.START;
        Position position = checkpoint.restore(folder.checkpoint());
        ema.updates(position.emaUpdates());
        return position;
    }

    void save(RunFolder folder, Position position) {
        checkpoint.write(folder.checkpoint(), position);
    }

    Position step(Loader.Pass pass, Position position, double seconds) throws InterruptedException {
        long step = globalStep(position);
        InputShape input = data.preprocessor().input();
        Mix mix = recipe.augmentation().mixing().draw(recipe.seed(), position.epoch(), position.step(), input);
        StepResult result;
        try (Batch batch = pass.next()) {
            mix.apply(batch.images().asFloatBuffer(), batch.count(), input);
            result = trainStep.run(batch, mix.own(), schedule.rate(step, totalSteps()));
        }
        if (step >= averageFrom()) {
            try (NDManager scope = manager.newSubManager()) {
                ema.update(scope);
            }
        }
        return position.afterStep(result, ema.updates(), seconds);
    }

    /** The rate of the step that led to a position. */
    float rateBefore(Position position) {
        return schedule.rate(globalStep(position) - 1, totalSteps());
    }

    /**
     * Validates where the recipe says so, with the averaged weights once there are any; keeps the weights if they are the
     * best; logs.
     */
    EpochReport endOfEpoch(Loader validation, RunFolder folder, Position position, double seconds)
            throws InterruptedException {
        boolean averaged = ema.updates() > 0;
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> raw = averaged ? swapInAverages(scope) : List.of();
            Double top1 = null;
            if (recipe.validatesAfter(position.epoch())) {
                Validation result = validator.run(validation);
                top1 = result.top1();
                folder.logMasks(position.epoch(), result.masks());
            }
            boolean best = top1 != null && top1 > position.bestTop1();
            if (best) keep(folder, scope);
            copyInto(raw);
            EpochReport report = new EpochReport(
                    position.epoch(),
                    rateBefore(position),
                    position.meanLoss(),
                    position.trainTop1(),
                    top1,
                    averaged,
                    best,
                    seconds);
            folder.log(report);
            return report;
        }
    }

    private void keep(RunFolder folder, NDManager scope) {
        try {
            NDList arrays = network.weights().toArrays(scope);
            AtomicFile.write(folder.best(), out -> arrays.encode(out, NDList.Encoding.NPZ));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.best() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Puts the averages in the weights' place; gives copies of the weights. */
    private List<NDArray> swapInAverages(NDManager scope) {
        List<NDArray> raw = network.parameters().stream()
                .map(p -> {
                    NDArray copy = p.parameter().getArray().duplicate();
                    copy.attach(scope);
                    return copy;
                })
                .toList();
        copyInto(ema.averages());
        return raw;
    }

    private void copyInto(List<NDArray> values) {
        for (int i = 0; i < values.size(); i++)
            values.get(i).copyTo(network.parameters().get(i).parameter().getArray());
    }

    private long totalSteps() {
        return (long) recipe.epochs() * stepsPerEpoch;
    }

    private long globalStep(Position position) {
        return (long) position.epoch() * stepsPerEpoch + position.step();
    }

    private long averageFrom() {
        float part = recipe.averaging().part();
        return part == 0 ? Long.MAX_VALUE : (long) Math.floor(totalSteps() * (1.0 - part));
    }
}

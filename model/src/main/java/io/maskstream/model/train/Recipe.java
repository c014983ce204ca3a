package io.maskstream.model.train;

import io.maskstream.model.augment.Augmentation;

/**
 * How to train, without what and on what. Immutable.
 *
 * @param epochs passes over the training set, at least 1
 * @param batch images of a step, at least 1
 * @param seed of initial weights, order and augmentation
 * @param optimizer and its schedule
 * @param labelSmoothing in [0,1)
 * @param augmentation of training images
 * @param averaging of weights
 * @param validateEvery so many epochs, and after the last one; at least 1
 */
public record Recipe(
        int epochs,
        int batch,
        long seed,
        Optimizer optimizer,
        float labelSmoothing,
        Augmentation augmentation,
        Averaging averaging,
        int validateEvery) {

    public Recipe {
        if (epochs < 1) throw new IllegalArgumentException("epochs: " + epochs + ", must be at least 1");
        if (batch < 1) throw new IllegalArgumentException("batch: " + batch + ", must be at least 1");
        if (!(labelSmoothing >= 0 && labelSmoothing < 1))
            throw new IllegalArgumentException("labelSmoothing: " + labelSmoothing + ", must be in [0,1)");
        if (validateEvery < 1)
            throw new IllegalArgumentException("validateEvery: " + validateEvery + ", must be at least 1");
        float warmup = optimizer.warmupEpochs();
        if (!(warmup >= 0 && warmup < epochs) || (warmup == 0 && optimizer.schedule() == ScheduleKind.ONE_CYCLE))
            throw new IllegalArgumentException("warmupEpochs: " + warmup + ", must be "
                    + (optimizer.schedule() == ScheduleKind.ONE_CYCLE ? "above 0" : "at least 0")
                    + " and less than the " + epochs + " epochs of the run");
    }

    /** The same but for its seed. */
    public Recipe withSeed(long other) {
        return new Recipe(epochs, batch, other, optimizer, labelSmoothing, augmentation, averaging, validateEvery);
    }

    /** The same but for how often it validates. */
    public Recipe withValidateEvery(int epochsBetween) {
        return new Recipe(epochs, batch, seed, optimizer, labelSmoothing, augmentation, averaging, epochsBetween);
    }

    boolean validatesAfter(int epoch) {
        return (epoch + 1) % validateEvery == 0 || epoch + 1 == epochs;
    }

    /** The learning rate by step. */
    Schedule toSchedule() {
        float warmup = optimizer.warmupEpochs() / epochs;
        return switch (optimizer.schedule()) {
            case ONE_CYCLE -> new Schedule.OneCycle(optimizer.rate(), warmup);
            case COSINE -> new Schedule.WarmupCosine(optimizer.rate(), warmup);
        };
    }

    /** Learning rate over a run. */
    public enum ScheduleKind {
        /** Linear up, then linear to 0. */
        ONE_CYCLE(1 / 5f),
        /** Linear warm-up, then a cosine to 0. */
        COSINE(1 / 40f);

        private final float warmup;

        ScheduleKind(float warmup) {
            this.warmup = warmup;
        }

        /** Epochs that go up unless told otherwise: a fifth of one cycle, a fortieth (5 of 200) before a cosine. */
        public float warmupEpochs(int epochs) {
            return warmup * epochs;
        }
    }

    /**
     * SGD with Nesterov momentum.
     *
     * @param rate the schedule's peak
     * @param warmupEpochs in which the rate goes up to it, at least 0 (one cycle: above 0) and less than the run's
     * @param decay of weights, not of batch norm and biases
     * @param maskDecay the same for the weights that compute masks, which decay pulls back to masks of 1
     */
    public record Optimizer(
            ScheduleKind schedule, float rate, float warmupEpochs, float momentum, float decay, float maskDecay) {

        public Optimizer {
            if (!(momentum >= 0 && momentum < 1))
                throw new IllegalArgumentException("momentum: " + momentum + ", must be in [0,1)");
            if (!(decay >= 0)) throw new IllegalArgumentException("decay: " + decay + ", must be at least 0");
            if (!(maskDecay >= 0))
                throw new IllegalArgumentException("maskDecay: " + maskDecay + ", must be at least 0");
            if (!(rate > 0) || Float.isInfinite(rate))
                throw new IllegalArgumentException("rate: " + rate + ", must be above 0 and finite");
        }
    }

    /**
     * An average of the weights over the last part of the run, which is then what is validated and kept.
     *
     * @param part of the run's steps, in [0,1]; 0: off
     * @param decay of the average at each step, in [0,1)
     */
    public record Averaging(float part, float decay) {

        public Averaging {
            if (!(part >= 0 && part <= 1)) throw new IllegalArgumentException("part: " + part + ", must be in [0,1]");
            if (!(decay >= 0 && decay < 1))
                throw new IllegalArgumentException("decay: " + decay + ", must be in [0,1)");
        }
    }
}

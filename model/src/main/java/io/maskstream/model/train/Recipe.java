package io.maskstream.model.train;

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

    /** Learning rate over a run. */
    public enum ScheduleKind {
        /** Up over the first fifth, then linear to 0. */
        ONE_CYCLE,
        /** Warm-up over the first fortieth (5 of 200 epochs), then a cosine to 0. */
        COSINE
    }

    /**
     * SGD with Nesterov momentum.
     *
     * @param rate the schedule's peak
     * @param decay of weights, not of batch norm and biases
     * @param maskDecay the same for the weights that compute masks, which decay pulls back to masks of 1
     */
    public record Optimizer(ScheduleKind schedule, float rate, float momentum, float decay, float maskDecay) {

        public Optimizer {
            if (!(momentum >= 0 && momentum < 1))
                throw new IllegalArgumentException("momentum: " + momentum + ", must be in [0,1)");
            if (!(decay >= 0)) throw new IllegalArgumentException("decay: " + decay + ", must be at least 0");
            if (!(maskDecay >= 0))
                throw new IllegalArgumentException("maskDecay: " + maskDecay + ", must be at least 0");
            if (!(rate > 0) || Float.isInfinite(rate))
                throw new IllegalArgumentException("rate: " + rate + ", must be above 0 and finite");
        }

        Schedule toSchedule() {
            return switch (schedule) {
                case ONE_CYCLE -> new Schedule.OneCycle(rate, 0.2f);
                case COSINE -> new Schedule.WarmupCosine(rate, 0.025f);
            };
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

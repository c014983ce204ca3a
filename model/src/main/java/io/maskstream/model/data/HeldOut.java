package io.maskstream.model.data;

/**
 * The held-out images of a training set in two halves, each class in proportion: what chooses must not also measure.
 *
 * @param selection chooses the weights
 * @param calibration fits temperature and thresholds; empty when a single image is held out
 */
public record HeldOut(Dataset selection, Dataset calibration) {

    /** The same images and seed always give the same halves. */
    public static HeldOut halved(Dataset held, long seed) {
        if (held.size() < 2) return new HeldOut(held, new Subset(held, new int[0]));
        Split halves = Split.stratified(held, held.size() / 2, seed);
        return new HeldOut(halves.train(), halves.validation());
    }
}

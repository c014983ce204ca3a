package io.maskstream.model.cli;

import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.data.HeldOut;
import io.maskstream.model.data.Split;
import java.util.Map;
import java.util.Optional;

/**
 * Which images of a training set are held out.
 *
 * @param images to hold out
 * @param seed of the choice
 * @param training images that are trained on, each class in proportion; 0: all that are not held out
 */
record ValidationSplit(int images, long seed, int training) {

    static final long DEFAULT_SEED = 1;

    Split of(Dataset all) {
        Split whole = Split.stratified(all, images, seed);
        if (training == 0 || training == whole.train().size()) return whole;
        if (training < 0 || training > whole.train().size())
            throw new DatasetException("training images: " + training + ", must be 1 to "
                    + whole.train().size() + ", which are not held out");
        return new Split(Split.stratified(whole.train(), training, seed).validation(), whole.validation());
    }

    /** What is held out, in its two halves. */
    HeldOut halves(Dataset all) {
        return HeldOut.halved(of(all).validation(), seed);
    }

    /**
     * The split that a model was trained with; where its provenance says nothing, the one that training uses by default.
     *
     * @throws DatasetException when the model was trained on another number of images: the split would be another one
     */
    static ValidationSplit recordedIn(Map<String, String> provenance, Dataset all) {
        long trainedOn = number(provenance, Provenance.DATA_IMAGES).orElse((long) all.size());
        if (trainedOn != all.size())
            throw new DatasetException("--data has " + all.size() + " images to train on, the model was trained with a"
                    + " split of " + trainedOn + "; name the same data set, or use --split test");
        long images =
                number(provenance, Provenance.VALIDATION_IMAGES).orElse((long) Split.defaultValidation(all.size()));
        return new ValidationSplit(
                Math.toIntExact(images),
                number(provenance, Provenance.VALIDATION_SEED).orElse(DEFAULT_SEED),
                Math.toIntExact(number(provenance, Provenance.TRAINING_IMAGES).orElse(0L)));
    }

    private static Optional<Long> number(Map<String, String> provenance, String key) {
        String text = provenance.get(key);
        if (text == null) return Optional.empty();
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new DatasetException(
                    "the manifest's provenance." + key + " is '" + text + "', must be a whole number; export again", e);
        }
    }
}

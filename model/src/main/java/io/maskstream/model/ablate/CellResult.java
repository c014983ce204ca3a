package io.maskstream.model.ablate;

import java.util.BitSet;

/**
 * One arm trained with one seed.
 *
 * @param arm its name
 * @param seed of initial weights, order and augmentation
 * @param images that were held out and classified, at least 1
 * @param correct which of them were classified right; the caller's, not to be changed
 */
public record CellResult(String arm, long seed, int images, BitSet correct) {

    public CellResult {
        if (images < 1 || correct.length() > images)
            throw new IllegalArgumentException(
                    "images: " + images + ", must be at least 1 and cover image " + (correct.length() - 1));
    }

    /** In [0,1]. */
    public double top1() {
        return (double) correct.cardinality() / images;
    }
}

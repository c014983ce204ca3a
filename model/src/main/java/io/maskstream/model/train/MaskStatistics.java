package io.maskstream.model.train;

import java.util.Locale;

/**
 * How far the mask of a block is from doing nothing (a mask of 1), over a set of images.
 *
 * @param block its path in the network
 * @param mean over images and mask entries; masks lie in (0,2)
 * @param deviation over all of them
 * @param within standard deviation over the entries of an image, its root mean square over images: whether the mask
 *     prefers some places, taps or channels
 * @param between standard deviation of an entry over the images, its root mean square over entries: whether the mask
 *     follows the input; 0 for a mask that is the same for every image
 */
public record MaskStatistics(String block, double mean, double deviation, double within, double between) {

    static final String CSV_HEADER = "epoch,block,mean,deviation,within,between";

    String toCsv(int epoch) {
        return String.format(Locale.ROOT, "%d,%s,%.5f,%.5f,%.5f,%.5f", epoch, block, mean, deviation, within, between);
    }
}

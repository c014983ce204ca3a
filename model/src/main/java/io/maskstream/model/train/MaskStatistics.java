package io.maskstream.model.train;

import java.util.Locale;

/**
 * How far the mask of a block is from doing nothing (a mask of 1), over a batch of images.
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

    /**
     * @param masks of a batch, image by image
     * @param images in the batch, at least 1
     */
    public static MaskStatistics of(String block, float[] masks, int images) {
        int entries = masks.length / images;
        double[] imageMean = new double[images];
        double[] entryMean = new double[entries];
        double mean = 0;
        double meanSquare = 0;
        for (int i = 0, at = 0; i < images; i++)
            for (int e = 0; e < entries; e++, at++) {
                double m = masks[at];
                imageMean[i] += m / entries;
                entryMean[e] += m / images;
                mean += m / masks.length;
                meanSquare += m * m / masks.length;
            }
        return new MaskStatistics(
                block,
                mean,
                deviation(meanSquare, mean * mean),
                deviation(meanSquare, meanOfSquares(imageMean)),
                deviation(meanSquare, meanOfSquares(entryMean)));
    }

    // Mean over groups of E[m^2] - E[m]^2; rounding may leave a mask of equal entries below 0.
    private static double deviation(double meanSquare, double squareOfMeans) {
        return Math.sqrt(Math.max(0, meanSquare - squareOfMeans));
    }

    private static double meanOfSquares(double[] values) {
        double sum = 0;
        for (double v : values) sum += v * v;
        return sum / values.length;
    }

    String toCsv(int epoch) {
        return String.format(Locale.ROOT, "%d,%s,%.5f,%.5f,%.5f,%.5f", epoch, block, mean, deviation, within, between);
    }
}

package io.maskstream.model.evaluate;

/**
 * Expected calibration error (Guo et al. 2017): confidences of the first prediction in 15 bins of equal width {@code
 * ((b-1)/15, b/15]}; the distance of mean confidence and accuracy of each bin, weighted by its share of the images. For
 * one thread.
 */
final class Calibration {

    static final int BINS = 15;

    private final long[] counts = new long[BINS];
    private final long[] hits = new long[BINS];
    private final double[] confidences = new double[BINS];
    private long total;

    /**
     * @param confidence of the first prediction, in [0,1]
     * @param correct whether it was right
     */
    void add(float confidence, boolean correct) {
        int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidence * (double) BINS) - 1));
        counts[bin]++;
        confidences[bin] += confidence;
        if (correct) hits[bin]++;
        total++;
    }

    /** In [0,1]; 0 for no image. */
    double error() {
        double sum = 0;
        for (int b = 0; b < BINS; b++) sum += Math.abs(hits[b] - confidences[b]);
        return total == 0 ? 0 : sum / total;
    }
}

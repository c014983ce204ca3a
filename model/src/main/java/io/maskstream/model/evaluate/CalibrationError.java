package io.maskstream.model.evaluate;

import io.maskstream.model.artifact.Metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Expected calibration error (Guo et al. 2017) in 15 bins of equal mass (Nguyen and O'Connor 2015): the distance of mean
 * confidence and accuracy in each bin, weighted by its share of the images. Equal confidences are never parted, so that
 * there may be fewer bins.
 *
 * @param value in [0,1]; chance pushes it upwards, the more the fewer images there are
 * @param interval of 95 % by the basic bootstrap (Davison and Hinkley 1997, section 5.2), which takes that bias off: a
 *     value near 0 may lie above it
 * @param bins from the least confident on
 */
public record CalibrationError(double value, Interval interval, List<Bin> bins) {

    static final int BINS = 15;
    static final int RESAMPLES = 1000;
    private static final long SEED = 1;

    /**
     * @param images at least 1
     * @param confidence mean
     * @param accuracy share of images that were right
     */
    public record Bin(long images, double confidence, double accuracy) {}

    /**
     * @param confidences of the first predictions, at least one
     * @param correct whether they were right
     */
    static CalibrationError of(double[] confidences, boolean[] correct) {
        int n = confidences.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> confidences[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = new double[n];
        boolean[] right = new boolean[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = confidences[order[i]];
            right[i] = correct[order[i]];
        }
        int[] once = new int[n];
        Arrays.fill(once, 1);
        List<Bin> bins = bins(sorted, right, once);
        double value = error(bins, n);
        return new CalibrationError(value, bootstrap(sorted, right, value), bins);
    }

    private static Interval bootstrap(double[] sorted, boolean[] right, double value) {
        int n = sorted.length;
        SplittableRandom random = new SplittableRandom(SEED);
        double[] errors = new double[RESAMPLES];
        int[] times = new int[n];
        for (int r = 0; r < RESAMPLES; r++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < n; i++) times[random.nextInt(n)]++;
            errors[r] = error(bins(sorted, right, times), n);
        }
        Arrays.sort(errors);
        double low = errors[(int) Math.floor(0.025 * (RESAMPLES - 1))];
        double high = errors[(int) Math.ceil(0.975 * (RESAMPLES - 1))];
        return new Interval(Math.max(0, 2 * value - high), Math.max(0, 2 * value - low));
    }

    /** @param times how often each image counts; their sum is the number of images */
    private static List<Bin> bins(double[] sorted, boolean[] right, int[] times) {
        int n = sorted.length;
        List<Bin> bins = new ArrayList<>(BINS);
        long seen = 0;
        long images = 0;
        long hits = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            images += times[i];
            sum += times[i] * sorted[i];
            if (right[i]) hits += times[i];
            boolean full = (seen + images) * BINS >= (long) n * (bins.size() + 1);
            boolean last = i == n - 1;
            if (images > 0 && (last || (full && sorted[i + 1] != sorted[i]))) {
                bins.add(new Bin(images, sum / images, (double) hits / images));
                seen += images;
                images = 0;
                hits = 0;
                sum = 0;
            }
        }
        return List.copyOf(bins);
    }

    private static double error(List<Bin> bins, int n) {
        double sum = 0;
        for (Bin bin : bins) sum += bin.images() * Math.abs(bin.confidence() - bin.accuracy());
        return sum / n;
    }
}

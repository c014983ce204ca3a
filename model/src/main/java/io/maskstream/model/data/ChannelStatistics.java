package io.maskstream.model.data;

import io.maskstream.model.Normalization;
import io.maskstream.model.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Mean and deviation of the pixels of a data set, for the normalisation of a model that learns from it. */
public final class ChannelStatistics {

    private static final int IMAGES = 5_000;

    private ChannelStatistics() {}

    /**
     * Over at most 5,000 images, evenly spread; rounded to four decimals, so that the figure can be read and written. A
     * channel that never changes has deviation 1.
     */
    public static Normalization of(Dataset dataset) {
        double[] sum = new double[3];
        double[] squares = new double[3];
        long pixels = 0;
        int images = Math.min(IMAGES, dataset.size());
        for (int i = 0; i < images; i++) {
            RgbImage image = dataset.image((int) ((long) i * dataset.size() / images));
            byte[] rgb = image.rgb();
            for (int at = 0; at < rgb.length; at++) {
                double value = (rgb[at] & 0xff) / 255.0;
                sum[at % 3] += value;
                squares[at % 3] += value * value;
            }
            pixels += rgb.length / 3;
        }
        List<Float> mean = new ArrayList<>();
        List<Float> deviation = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            double m = sum[c] / pixels;
            double d = Math.sqrt(Math.max(0, squares[c] / pixels - m * m));
            mean.add(rounded(m));
            deviation.add(d < 5e-5 ? 1f : rounded(d));
        }
        return new Normalization(mean, deviation);
    }

    private static float rounded(double value) {
        return Math.round(value * 10_000) / 10_000f;
    }
}

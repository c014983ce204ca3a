package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;

/** Operations that give every value of a channel another one. */
final class Histogram {

    interface Curve {
        /** @return 0 to 255 */
        int apply(int channel, int value);
    }

    private Histogram() {}

    static RgbImage map(RgbImage image, Curve curve) {
        byte[][] table = new byte[3][256];
        for (int c = 0; c < 3; c++) for (int v = 0; v < 256; v++) table[c][v] = (byte) curve.apply(c, v);
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = table[i % 3][image.rgb()[i] & 0xff];
        return new RgbImage(image.width(), image.height(), rgb);
    }

    /** Autocontrast: each channel's values from its least to its greatest become 0 to 255; one that is flat stays. */
    static RgbImage stretch(RgbImage image) {
        int[][] counts = counts(image);
        int[] low = new int[3];
        int[] high = new int[3];
        for (int c = 0; c < 3; c++) {
            while (counts[c][low[c]] == 0) low[c]++;
            high[c] = highest(counts[c]);
        }
        return map(image, (c, v) -> {
            if (high[c] == low[c]) return v;
            int inside = Math.min(Math.max(v, low[c]), high[c]);
            return Math.round(255f * (inside - low[c]) / (high[c] - low[c]));
        });
    }

    /** Equalisation: each channel's values become about equally frequent; one that is flat stays. */
    static RgbImage equalize(RgbImage image) {
        int[][] counts = counts(image);
        int[][] table = new int[3][256];
        for (int c = 0; c < 3; c++) {
            int step = (image.width() * image.height() - counts[c][highest(counts[c])]) / 255;
            int below = step / 2;
            for (int v = 0; v < 256; v++) {
                table[c][v] = step == 0 ? v : Math.min(255, below / step);
                below += counts[c][v];
            }
        }
        return map(image, (c, v) -> table[c][v]);
    }

    private static int highest(int[] counts) {
        int v = 255;
        while (counts[v] == 0) v--;
        return v;
    }

    private static int[][] counts(RgbImage image) {
        int[][] counts = new int[3][256];
        for (int i = 0; i < image.rgb().length; i++) counts[i % 3][image.rgb()[i] & 0xff]++;
        return counts;
    }
}

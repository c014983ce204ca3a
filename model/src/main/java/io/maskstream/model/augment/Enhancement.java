package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;

/**
 * Away from, or towards, a degenerate image: {@code degenerate + factor * (image - degenerate)}, rounded and clipped (Haeberli
 * and Voorhies 1994). A factor of 1 is the image.
 */
final class Enhancement {

    private Enhancement() {}

    /** From black. */
    static RgbImage brightness(RgbImage image, double factor) {
        return Histogram.map(image, (channel, v) -> blend(0, v, factor));
    }

    /** From the mean luma. */
    static RgbImage contrast(RgbImage image, double factor) {
        long sum = 0;
        for (int at = 0; at < image.rgb().length; at += 3) sum += luma(image.rgb(), at);
        int pixels = image.width() * image.height();
        int mean = (int) ((sum + pixels / 2) / pixels);
        return Histogram.map(image, (channel, v) -> blend(mean, v, factor));
    }

    /** From each pixel's luma. */
    static RgbImage color(RgbImage image, double factor) {
        byte[] from = image.rgb();
        byte[] rgb = new byte[from.length];
        for (int at = 0; at < rgb.length; at += 3) {
            int gray = luma(from, at);
            for (int c = at; c < at + 3; c++) rgb[c] = (byte) blend(gray, from[c] & 0xff, factor);
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    /** From the image smoothed by 1 1 1, 1 5 1, 1 1 1 over 13; the outermost pixels stay. */
    static RgbImage sharpness(RgbImage image, double factor) {
        int width = image.width();
        byte[] from = image.rgb();
        byte[] rgb = from.clone();
        for (int y = 1; y < image.height() - 1; y++)
            for (int at = 3 * (y * width + 1); at < 3 * (y * width + width - 1); at++) {
                int value = from[at] & 0xff;
                int sum = 4 * value;
                for (int row = at - 3 * width; row <= at + 3 * width; row += 3 * width)
                    sum += (from[row - 3] & 0xff) + (from[row] & 0xff) + (from[row + 3] & 0xff);
                rgb[at] = (byte) blend((2 * sum + 13) / 26, value, factor);
            }
        return new RgbImage(width, image.height(), rgb);
    }

    /** ITU-R BT.601, in 16-bit fixed point. */
    private static int luma(byte[] rgb, int at) {
        return (19595 * (rgb[at] & 0xff) + 38470 * (rgb[at + 1] & 0xff) + 7471 * (rgb[at + 2] & 0xff) + 0x8000) >> 16;
    }

    private static int blend(int degenerate, int value, double factor) {
        long mixed = Math.round(degenerate + factor * (value - degenerate));
        return (int) Math.max(0, Math.min(255, mixed));
    }
}

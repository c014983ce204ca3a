package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;

/**
 * Where each pixel of the result comes from: column {@code a * x + b * y + c}, row {@code d * x + e * y + f}, with x and y
 * at pixel centres.
 */
record Affine(double a, double b, double c, double d, double e, double f) {

    /** About the image's centre, clockwise as displayed. */
    static Affine rotation(double radians, RgbImage image) {
        // Strict: the same pixels on every JDK.
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double x = image.width() / 2.0;
        double y = image.height() / 2.0;
        return new Affine(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
    }

    /** The nearest pixel; the blank one where there is none. */
    RgbImage apply(RgbImage image, byte[] blank) {
        int width = image.width();
        int height = image.height();
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0, at = 0; y < height; y++)
            for (int x = 0; x < width; x++, at += 3) {
                int column = (int) Math.floor(a * (x + 0.5) + b * (y + 0.5) + c);
                int row = (int) Math.floor(d * (x + 0.5) + e * (y + 0.5) + f);
                boolean inside = column >= 0 && column < width && row >= 0 && row < height;
                if (inside) System.arraycopy(image.rgb(), 3 * (row * width + column), rgb, at, 3);
                else System.arraycopy(blank, 0, rgb, at, 3);
            }
        return new RgbImage(width, height, rgb);
    }
}

package io.maskstream.model.corrupt;

import io.maskstream.model.image.RgbImage;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Values of 8 bits, changed one by one. */
final class Pixels {

    private Pixels() {}

    /** In the order of the bytes; results are rounded and clipped. */
    static RgbImage map(RgbImage image, DoubleUnaryOperator change) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = clip(change.applyAsDouble(image.rgb()[i] & 0xff));
        return new RgbImage(image.width(), image.height(), rgb);
    }

    static double mean(RgbImage image) {
        long sum = 0;
        for (byte value : image.rgb()) sum += value & 0xff;
        return (double) sum / image.rgb().length;
    }

    /** A rectangle inside the image in one grey. */
    static RgbImage fill(RgbImage image, int left, int top, int width, int height, int grey) {
        byte[] rgb = image.rgb().clone();
        for (int y = top; y < top + height; y++) {
            int from = 3 * (y * image.width() + left);
            Arrays.fill(rgb, from, from + 3 * width, (byte) grey);
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    static byte clip(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}

package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;

/** Square images for tests. */
final class Images {

    private Images() {}

    static RgbImage filled(int side, int red, int green, int blue) {
        byte[] rgb = new byte[3 * side * side];
        for (int at = 0; at < rgb.length; at += 3) {
            rgb[at] = (byte) red;
            rgb[at + 1] = (byte) green;
            rgb[at + 2] = (byte) blue;
        }
        return new RgbImage(side, side, rgb);
    }

    static RgbImage noise(int side, long seed) {
        byte[] rgb = new byte[3 * side * side];
        new SplittableRandom(seed).nextBytes(rgb);
        return new RgbImage(side, side, rgb);
    }

    /** All channels equal. */
    static RgbImage gray(int width, int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) values[i / 3];
        return new RgbImage(width, values.length / width, rgb);
    }

    /** The red channel. */
    static int[] red(RgbImage image) {
        int[] values = new int[image.width() * image.height()];
        for (int i = 0; i < values.length; i++) values[i] = image.rgb()[3 * i] & 0xff;
        return values;
    }
}

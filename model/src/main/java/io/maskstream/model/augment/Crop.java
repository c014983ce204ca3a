package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;

/**
 * A crop of the image's size at a random place of the padded image.
 *
 * @param padding pixels on every side; 0: no crop
 * @param fill of the padding
 */
public record Crop(int padding, Fill fill) {

    /** What the padding shows. */
    public enum Fill {
        /** The image, mirrored without repeating the edge. */
        REFLECT,
        /** Black. */
        ZERO
    }

    public Crop {
        if (padding < 0) throw new IllegalArgumentException("padding: " + padding + ", must be at least 0");
    }

    /** @param mirrored whether the result is flipped left to right */
    RgbImage apply(RgbImage image, boolean mirrored, SplittableRandom random) {
        int dx = random.nextInt(2 * padding + 1) - padding;
        int dy = random.nextInt(2 * padding + 1) - padding;
        if (dx == 0 && dy == 0 && !mirrored) return image;
        int width = image.width();
        int height = image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            int row = source(y + dy, height);
            for (int x = 0; x < width; x++, at += 3) {
                int column = source((mirrored ? width - 1 - x : x) + dx, width);
                if (row < 0 || column < 0) continue;
                System.arraycopy(from, 3 * (row * width + column), to, at, 3);
            }
        }
        return new RgbImage(width, height, to);
    }

    /** The coordinate whose pixel is shown, -1: none. */
    private int source(int at, int size) {
        if (fill == Fill.REFLECT) return reflect(at, size);
        return at < size ? Math.max(at, -1) : -1;
    }

    /** Folds a coordinate back as a mirror at the centres of the edge pixels does. */
    static int reflect(int at, int size) {
        if (size == 1) return 0;
        int period = 2 * (size - 1);
        int folded = Math.floorMod(at, period);
        return folded < size ? folded : period - folded;
    }
}

package io.maskstream.model.train;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;

/**
 * Crop after reflect padding, and a horizontal flip.
 *
 * @param padding pixels on every side, mirrored without repeating the edge; 0: no crop
 * @param flip every image is flipped in every second epoch, which ones begin is random (alternating flip, Jordan 2024):
 *     two epochs see every image both ways
 */
public record Augmentation(int padding, boolean flip) implements PixelTransform {

    public Augmentation {
        if (padding < 0) throw new IllegalArgumentException("padding: " + padding + ", must be at least 0");
    }

    @Override
    public RgbImage apply(RgbImage image, ItemKey key) {
        SplittableRandom random = key.random();
        int dx = random.nextInt(2 * padding + 1) - padding;
        int dy = random.nextInt(2 * padding + 1) - padding;
        boolean mirrored = flip && (key.coin() == ((key.epoch() & 1) == 0));
        if (dx == 0 && dy == 0 && !mirrored) return image;
        int width = image.width();
        int height = image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            int row = reflect(y + dy, height) * width;
            for (int x = 0; x < width; x++, at += 3) {
                int column = reflect((mirrored ? width - 1 - x : x) + dx, width);
                int source = 3 * (row + column);
                to[at] = from[source];
                to[at + 1] = from[source + 1];
                to[at + 2] = from[source + 2];
            }
        }
        return new RgbImage(width, height, to);
    }

    /** Folds a coordinate back as a mirror at the centres of the edge pixels does. */
    static int reflect(int at, int size) {
        if (size == 1) return 0;
        int period = 2 * (size - 1);
        int folded = Math.floorMod(at, period);
        return folded < size ? folded : period - folded;
    }
}

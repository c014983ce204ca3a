package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;

/** Blanks out a square whose centre is anywhere in the image, so that part of it may lie outside (DeVries and Taylor 2017). */
final class Cutout {

    private Cutout() {}

    static RgbImage apply(RgbImage image, int side, byte[] blank, SplittableRandom random) {
        int left = random.nextInt(image.width()) - side / 2;
        int top = random.nextInt(image.height()) - side / 2;
        byte[] rgb = image.rgb().clone();
        int right = Math.min(image.width(), left + side);
        int bottom = Math.min(image.height(), top + side);
        for (int y = Math.max(0, top); y < bottom; y++)
            for (int x = Math.max(0, left); x < right; x++)
                System.arraycopy(blank, 0, rgb, 3 * (y * image.width() + x), 3);
        return new RgbImage(image.width(), image.height(), rgb);
    }
}

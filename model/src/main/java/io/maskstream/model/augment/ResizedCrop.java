package io.maskstream.model.augment;

import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;
import java.util.SplittableRandom;

/**
 * A part of the original image of random area and shape (Szegedy et al. 2015), which is then stretched to the input's
 * size.
 *
 * @param minArea least share of the image's area, in (0,1]; 1: always the whole image
 * @param maxRatio the ratio of width to height lies between 1/maxRatio and maxRatio, uniform in its logarithm; at least 1
 */
public record ResizedCrop(float minArea, float maxRatio) {

    static final ResizedCrop OFF = new ResizedCrop(1, 4 / 3f);

    private static final int ATTEMPTS = 10;

    public ResizedCrop {
        if (!(minArea > 0 && minArea <= 1))
            throw new IllegalArgumentException("minArea: " + minArea + ", must be in (0,1]");
        if (!(maxRatio >= 1 && maxRatio <= 100))
            throw new IllegalArgumentException("maxRatio: " + maxRatio + ", must be in [1,100]");
    }

    /** Whether it is anything else than the whole image. */
    public boolean crops() {
        return minArea < 1;
    }

    Region region(RgbImage image, SplittableRandom random) {
        if (!crops()) return image.whole();
        double whole = (double) image.width() * image.height();
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = whole * (minArea + (1 - minArea) * random.nextDouble());
            double ratio = StrictMath.pow(maxRatio, 2 * random.nextDouble() - 1);
            int width = Math.max(1, (int) Math.round(Math.sqrt(area * ratio)));
            int height = Math.max(1, (int) Math.round(Math.sqrt(area / ratio)));
            if (width > image.width() || height > image.height()) continue;
            int x = random.nextInt(image.width() - width + 1);
            int y = random.nextInt(image.height() - height + 1);
            return new Region(x, y, width, height);
        }
        return middle(image);
    }

    /** As much of the image as has an allowed shape, for one that is too long for the areas asked for. */
    private Region middle(RgbImage image) {
        int width = (int) Math.max(1, Math.min(image.width(), Math.round((double) image.height() * maxRatio)));
        int height = (int) Math.max(1, Math.min(image.height(), Math.round((double) image.width() * maxRatio)));
        return new Region((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }
}

package io.maskstream.model.augment;

import io.maskstream.model.image.Region;
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

    Region region(int imageWidth, int imageHeight, SplittableRandom random) {
        if (!crops()) return Region.whole(imageWidth, imageHeight);
        double whole = (double) imageWidth * imageHeight;
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = whole * (minArea + (1 - minArea) * random.nextDouble());
            double ratio = StrictMath.pow(maxRatio, 2 * random.nextDouble() - 1);
            int width = Math.max(1, (int) Math.round(Math.sqrt(area * ratio)));
            int height = Math.max(1, (int) Math.round(Math.sqrt(area / ratio)));
            if (width > imageWidth || height > imageHeight) continue;
            int x = random.nextInt(imageWidth - width + 1);
            int y = random.nextInt(imageHeight - height + 1);
            return new Region(x, y, width, height);
        }
        return middle(imageWidth, imageHeight);
    }

    /** As much of the image as has an allowed shape, for one that is too long for the areas asked for. */
    private Region middle(int imageWidth, int imageHeight) {
        int width = (int) Math.max(1, Math.min(imageWidth, Math.round((double) imageHeight * maxRatio)));
        int height = (int) Math.max(1, Math.min(imageHeight, Math.round((double) imageWidth * maxRatio)));
        return new Region((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }
}

package io.maskstream.model.image;

/**
 * An image and its pixels, of which there may be fewer than the image has. Regions of it are given in the image's own size.
 *
 * @param pixels {@code scale} of the image's size, rounded up
 * @param width of the image as displayed, in pixels
 * @param height of the image as displayed, in pixels
 * @param scale of the pixels
 */
public record ScaledImage(RgbImage pixels, int width, int height, Scale scale) {

    public ScaledImage {
        if (pixels.width() != scale.of(width) || pixels.height() != scale.of(height))
            throw new IllegalArgumentException(pixels.width() + "x" + pixels.height() + " pixels are not " + scale
                    + " of " + width + "x" + height);
    }

    /** With all of its pixels. */
    public static ScaledImage full(RgbImage image) {
        return new ScaledImage(image, image.width(), image.height(), Scale.FULL);
    }

    public Region whole() {
        return Region.whole(width, height);
    }
}

package io.maskstream.model.data;

import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;

/**
 * Changes images on their way to the network; each method may depend on its arguments and on nothing else that changes.
 * Safe for many threads.
 */
@FunctionalInterface
public interface PixelTransform {

    PixelTransform NONE = (image, key) -> image;

    /**
     * The part of an original image that is resized; inside the image.
     *
     * @param width of the original image, in pixels
     * @param height of the original image, in pixels
     */
    default Region region(int width, int height, ItemKey key) {
        return Region.whole(width, height);
    }

    /** Changes pixels after the resize and before the normalisation, size kept. Must not write to the image it is given. */
    RgbImage apply(RgbImage image, ItemKey key);
}

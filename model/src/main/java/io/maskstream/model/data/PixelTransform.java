package io.maskstream.model.data;

import io.maskstream.model.image.RgbImage;

/** Changes pixels after the resize and before the normalisation, size kept. Safe for many threads. */
@FunctionalInterface
public interface PixelTransform {

    PixelTransform NONE = (image, key) -> image;

    /** May depend on the key and on nothing else that changes. Must not write to the image it is given. */
    RgbImage apply(RgbImage image, ItemKey key);
}

package io.maskstream.model.image;

import io.maskstream.model.Rejection;

/** What became of an encoded image. */
public sealed interface DecodeResult {

    /** The image, and the format that the bytes really had. */
    record Decoded(ScaledImage scaled, ImageEncoding actual) implements DecodeResult {

        /**
         * All of the image's pixels.
         *
         * @throws IllegalStateException when a {@link Reduction} allowed for fewer: see {@link #scaled}
         */
        public RgbImage image() {
            if (scaled.scale() != Scale.FULL)
                throw new IllegalStateException("the image was decoded at scale " + scaled.scale());
            return scaled.pixels();
        }
    }

    /** The image is refused; nothing was allocated for it beyond its limits. */
    record Rejected(Rejection rejection) implements DecodeResult {}
}

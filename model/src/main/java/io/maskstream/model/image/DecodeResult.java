package io.maskstream.model.image;

import io.maskstream.model.Rejection;

/** What became of an encoded image. */
public sealed interface DecodeResult {

    /** The image, and the format that the bytes really had. */
    record Decoded(ScaledImage scaled, ImageEncoding actual) implements DecodeResult {

        /** The pixels: all of the image's, unless a {@link Reduction} allowed for fewer. */
        public RgbImage image() {
            return scaled.pixels();
        }
    }

    /** The image is refused; nothing was allocated for it beyond its limits. */
    record Rejected(Rejection rejection) implements DecodeResult {}
}

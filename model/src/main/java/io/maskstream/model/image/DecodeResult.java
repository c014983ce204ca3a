package io.maskstream.model.image;

import io.maskstream.model.Rejection;

/** What became of an encoded image. */
public sealed interface DecodeResult {

    /** The pixels, and the format that the bytes really had. */
    record Decoded(RgbImage image, ImageEncoding actual) implements DecodeResult {}

    /** The image is refused; nothing was allocated for it beyond its limits. */
    record Rejected(Rejection rejection) implements DecodeResult {}
}

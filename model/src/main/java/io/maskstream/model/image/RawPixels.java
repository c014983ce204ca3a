package io.maskstream.model.image;

import io.maskstream.model.RejectionReason;

/** Content that is nothing but pixels, row by row, in the size that the sender declares. */
final class RawPixels {

    private RawPixels() {}

    static RgbImage read(EncodedImage encoded, Bytes in, ImageLimits limits) throws Refusal {
        if (encoded.width().isEmpty() || encoded.height().isEmpty())
            throw mismatch(encoded.declared() + " content without width and height");
        int width = encoded.width().getAsInt();
        int height = encoded.height().getAsInt();
        if (width < 1 || height < 1) throw mismatch(encoded.declared() + " content of " + width + "x" + height);
        limits.admit(width, height);
        int pixelBytes = encoded.declared() == ImageEncoding.RAW_GRAY8 ? 1 : 3;
        long expected = (long) width * height * pixelBytes;
        if (in.length() != expected)
            throw mismatch(encoded.declared() + " content of " + in.length() + " bytes; " + width + "x" + height + "x"
                    + pixelBytes + " is " + expected);
        return new RgbImage(width, height, rgb(encoded.declared(), in, 3 * width * height));
    }

    private static byte[] rgb(ImageEncoding layout, Bytes in, int length) {
        byte[] rgb = new byte[length];
        byte[] from = in.array();
        int at = in.offset();
        switch (layout) {
            case RAW_RGB24 -> System.arraycopy(from, at, rgb, 0, length);
            case RAW_BGR24 -> {
                for (int to = 0; to < length; to += 3, at += 3) {
                    rgb[to] = from[at + 2];
                    rgb[to + 1] = from[at + 1];
                    rgb[to + 2] = from[at];
                }
            }
            case RAW_GRAY8 -> {
                for (int to = 0; to < length; to += 3, at++) {
                    rgb[to] = from[at];
                    rgb[to + 1] = from[at];
                    rgb[to + 2] = from[at];
                }
            }
            default -> throw new IllegalArgumentException(layout + " is not raw");
        }
        return rgb;
    }

    private static Refusal mismatch(String message) {
        return new Refusal(RejectionReason.RAW_SIZE_MISMATCH, message);
    }
}

package io.maskstream.model.image;

/**
 * A decoded image: 8 bits a channel, RGB, interleaved, row by row, as displayed (EXIF orientation applied, alpha
 * dropped). The array is not copied: whoever holds the image must not write to it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code height * width * 3} bytes
 */
public record RgbImage(int width, int height, byte[] rgb) {

    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(Math.multiplyExact(width, height), 3))
            throw new IllegalArgumentException(width + "x" + height + " with " + rgb.length + " bytes");
    }

    public Region whole() {
        return Region.whole(width, height);
    }
}

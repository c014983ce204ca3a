package io.maskstream.model.image;

/** A rectangle in pixels of the image as displayed. May lie outside the image: {@link #isInside} tells. */
public record Region(int x, int y, int width, int height) {

    public boolean isInside(RgbImage image) {
        return x >= 0
                && y >= 0
                && width > 0
                && height > 0
                && (long) x + width <= image.width()
                && (long) y + height <= image.height();
    }
}

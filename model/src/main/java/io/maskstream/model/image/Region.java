package io.maskstream.model.image;

/** A rectangle in pixels of the image as displayed. May lie outside the image: {@link #isInside} tells. */
public record Region(int x, int y, int width, int height) {

    /** All of an image of this size. */
    public static Region whole(int width, int height) {
        return new Region(0, 0, width, height);
    }

    public boolean isInside(RgbImage image) {
        return isInside(image.width(), image.height());
    }

    /** Whether it lies in an image of this size, and has an area. */
    public boolean isInside(int imageWidth, int imageHeight) {
        return x >= 0
                && y >= 0
                && width > 0
                && height > 0
                && (long) x + width <= imageWidth
                && (long) y + height <= imageHeight;
    }
}

package io.maskstream.model.image;

/**
 * The picture that an animation's frames are drawn on, and where the first one lies. The frame is inside.
 *
 * @param x of the frame's left column
 * @param y of the frame's top row
 */
record Canvas(int width, int height, int x, int y) {

    static Canvas of(int width, int height) {
        return new Canvas(width, height, 0, 0);
    }

    boolean isFilledBy(int frameWidth, int frameHeight) {
        return frameWidth == width && frameHeight == height;
    }

    /** Index in the canvas's RGB bytes of the frame's first pixel in one of its rows. */
    int rowStart(int frameRow) {
        return 3 * ((y + frameRow) * width + x);
    }
}

package io.maskstream.model.image;

import java.util.Arrays;

/** How stored pixels are turned for display; EXIF tag 0x0112, CIPA DC-008 section 4.6.5.1. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    ROTATED_180(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    ROTATED_90(true, true, false),
    TRANSVERSED(true, true, true),
    ROTATED_270(true, false, true);

    private final boolean swapsAxes;
    private final boolean fromRight;
    private final boolean fromBottom;

    /**
     * @param swapsAxes stored rows become columns
     * @param fromRight the displayed image's columns run against the stored axis that they come from
     * @param fromBottom the same for its rows
     */
    Orientation(boolean swapsAxes, boolean fromRight, boolean fromBottom) {
        this.swapsAxes = swapsAxes;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** Of the tag's value; upright for anything but 1 to 8, as viewers do. */
    static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** How small the image may be decoded, so that no part of a pixel comes to lie on the first side. */
    Scale scale(Reduction reduction, int width, int height) {
        Scale wished = swapsAxes ? reduction.of(height, width) : reduction.of(width, height);
        if (!fromRight && !fromBottom) return wished;
        return Arrays.stream(Scale.values())
                .filter(scale -> scale.compareTo(wished) >= 0 && scale.divides(width) && scale.divides(height))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The image as displayed.
     *
     * @param width of the image as stored, as are the pixels
     * @param rgb of the scaled size
     */
    ScaledImage apply(int width, int height, Scale scale, byte[] rgb) {
        RgbImage shown = apply(scale.of(width), scale.of(height), rgb);
        return new ScaledImage(shown, swapsAxes ? height : width, swapsAxes ? width : height, scale);
    }

    /** The pixels as displayed; the array itself where nothing is to be turned. */
    RgbImage apply(int width, int height, byte[] rgb) {
        if (this == UPRIGHT) return new RgbImage(width, height, rgb);
        int shownWidth = swapsAxes ? height : width;
        int shownHeight = swapsAxes ? width : height;
        // Index of the stored pixel that is shown top left, and the steps to its neighbours right and below.
        int stepRight = swapsAxes ? width : 1;
        int stepDown = swapsAxes ? 1 : width;
        int first = (fromRight ? stepRight * (shownWidth - 1) : 0) + (fromBottom ? stepDown * (shownHeight - 1) : 0);
        if (fromRight) stepRight = -stepRight;
        if (fromBottom) stepDown = -stepDown;
        byte[] shown = new byte[rgb.length];
        int to = 0;
        for (int y = 0; y < shownHeight; y++) {
            int from = first + y * stepDown;
            for (int x = 0; x < shownWidth; x++, from += stepRight, to += 3) {
                shown[to] = rgb[3 * from];
                shown[to + 1] = rgb[3 * from + 1];
                shown[to + 2] = rgb[3 * from + 2];
            }
        }
        return new RgbImage(shownWidth, shownHeight, shown);
    }
}

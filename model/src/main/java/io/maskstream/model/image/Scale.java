package io.maskstream.model.image;

/**
 * How small a JPEG is decoded: what libjpeg-turbo makes of a block of 8x8 coefficients with a fast inverse transform (1x1,
 * 2x2, 4x4, 8x8). The eighths between these cost more than the next larger one of them.
 */
public enum Scale {
    EIGHTH(1),
    QUARTER(2),
    HALF(4),
    FULL(8);

    static final int PARTS = 8;

    private final int eighths;

    Scale(int eighths) {
        this.eighths = eighths;
    }

    int eighths() {
        return eighths;
    }

    /** Pixels of an axis: what is left of a pixel counts as one. */
    int of(int pixels) {
        return (pixels * eighths + PARTS - 1) / PARTS;
    }

    boolean divides(int pixels) {
        return pixels * eighths % PARTS == 0;
    }

    /** The larger one. */
    public Scale or(Scale other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

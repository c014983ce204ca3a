package io.maskstream.it.bench;

import java.util.Locale;

/** What cameras send here. */
enum FrameFormat {
    /** 32x32 pixels, red, green and blue, nothing to decode. */
    RAW,
    /** 32x32 pixels. */
    PNG,
    /** 640x480 pixels. */
    JPEG;

    static final int SMALL = 32;
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    String description() {
        return (this == JPEG ? WIDTH + "x" + HEIGHT : SMALL + "x" + SMALL) + " " + this;
    }

    /** As it is called in figures and folders. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

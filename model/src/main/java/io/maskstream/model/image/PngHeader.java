package io.maskstream.model.image;

/**
 * What IHDR says.
 *
 * @param channels samples a pixel
 */
record PngHeader(int width, int height, int bitDepth, int colorType, int channels, boolean interlaced) {

    /** Bytes of an IHDR chunk. */
    static final int LENGTH = 13;

    static final int GRAY = 0;
    static final int RGB = 2;
    static final int INDEXED = 3;
    static final int GRAY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    /** Adam7: first column, first row, column step, row step of each pass. */
    static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    static PngHeader of(Bytes ihdr) throws Refusal {
        int bitDepth = ihdr.u8(8);
        int colorType = ihdr.u8(9);
        int channels = channels(colorType);
        boolean depthFits = switch (colorType) {
            case GRAY -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8 || bitDepth == 16;
            case INDEXED -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8;
            default -> bitDepth == 8 || bitDepth == 16;
        };
        if (!depthFits) throw Refusal.corrupt("PNG colour type " + colorType + " with a bit depth of " + bitDepth);
        if (ihdr.u8(10) != 0 || ihdr.u8(11) != 0 || ihdr.u8(12) > 1)
            throw Refusal.unsupported("PNG with compression, filter, interlace method " + ihdr.u8(10) + ", "
                    + ihdr.u8(11) + ", " + ihdr.u8(12));
        return new PngHeader(ihdr.i32(0), ihdr.i32(4), bitDepth, colorType, channels, ihdr.u8(12) == 1);
    }

    private static int channels(int colorType) throws Refusal {
        return switch (colorType) {
            case GRAY, INDEXED -> 1;
            case RGB -> 3;
            case GRAY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> throw Refusal.corrupt("PNG colour type " + colorType + " does not exist");
        };
    }

    boolean isIndexed() {
        return colorType == INDEXED;
    }

    int[][] passes() {
        return interlaced ? PASSES : ONE_PASS;
    }

    int passWidth(int[] pass) {
        return (width - pass[0] + pass[2] - 1) / pass[2];
    }

    int passHeight(int[] pass) {
        return (height - pass[1] + pass[3] - 1) / pass[3];
    }

    /** Of a row of so many pixels, without its filter byte. */
    int rowBytes(int pixels) {
        return (int) (((long) pixels * channels * bitDepth + 7) / 8);
    }

    /** What the image data must inflate to, filter bytes included. */
    long rawBytes() {
        long bytes = 0;
        for (int[] pass : passes())
            if (passWidth(pass) > 0) bytes += (long) passHeight(pass) * (1 + rowBytes(passWidth(pass)));
        return bytes;
    }
}

package io.maskstream.model.image;

import org.jspecify.annotations.Nullable;

/** GIF, block by block up to the end of its first image (GIF89a specification); later frames are never looked at. */
final class GifWalk {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;

    /** Pixels that one LZW code can stand for, at most; a code has at least 3 bits. */
    private static final int MAX_EXPANSION = 4096;

    private final Bytes in;
    private final ImageLimits limits;
    private @Nullable Bytes globalPalette;
    private int transparent;

    private GifWalk(Bytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static GifImage walk(Bytes in, ImageLimits limits) throws Refusal {
        return new GifWalk(in, limits).walk();
    }

    private GifImage walk() throws Refusal {
        require(0, 13);
        int at = 13;
        if ((in.u8(10) & 0x80) != 0) {
            globalPalette = palette(at, in.u8(10));
            at += globalPalette.length();
        }
        while (true) {
            require(at, 1);
            switch (in.u8(at)) {
                case EXTENSION -> at = skipExtension(at);
                case IMAGE -> {
                    return image(at);
                }
                case TRAILER -> throw Refusal.corrupt("a GIF without an image");
                case 0 -> at++; // A block terminator too many, which some encoders write.
                default -> throw Refusal.corrupt(String.format("unknown GIF block 0x%02x at byte %d", in.u8(at), at));
            }
        }
    }

    private int skipExtension(int at) throws Refusal {
        require(at, 3);
        if (in.u8(at + 1) == GRAPHIC_CONTROL && in.has(at + 2, 5) && (in.u8(at + 3) & 1) != 0)
            transparent = in.u8(at + 6);
        return endOfSubBlocks(at + 2);
    }

    private GifImage image(int at) throws Refusal {
        require(at, 11);
        int x = in.u16le(at + 1);
        int y = in.u16le(at + 3);
        int width = in.u16le(at + 5);
        int height = in.u16le(at + 7);
        int flags = in.u8(at + 9);
        if (width == 0 || height == 0) throw Refusal.corrupt("a GIF image of " + width + "x" + height + " pixels");
        // The screen, grown where the image does not fit, so that no pixel is lost.
        int screenWidth = Math.max(in.u16le(6), x + width);
        int screenHeight = Math.max(in.u16le(8), y + height);
        limits.admit(screenWidth, screenHeight);
        int data = at + 10;
        Bytes palette = globalPalette;
        if ((flags & 0x80) != 0) {
            palette = palette(data, flags);
            data += palette.length();
        }
        require(data, 1);
        int end = endOfSubBlocks(data + 1);
        if ((long) width * height > (end - data) * 8L / 3 * MAX_EXPANSION)
            throw Refusal.truncated(
                    (end - data) + " bytes of image data cannot hold " + width + "x" + height + " pixels");
        return new GifImage(
                new Canvas(screenWidth, screenHeight, x, y),
                width,
                height,
                (flags & 0x40) != 0,
                GifPalette.of(palette, transparent),
                in.slice(data, end - data));
    }

    private Bytes palette(int at, int flags) throws Refusal {
        int length = 3 << ((flags & 7) + 1);
        require(at, length);
        return in.slice(at, length);
    }

    private int endOfSubBlocks(int from) throws Refusal {
        int at = from;
        while (true) {
            require(at, 1);
            int length = in.u8(at);
            at += 1 + length;
            if (length == 0) return at;
        }
    }

    private void require(int at, int count) throws Refusal {
        if (!in.has(at, count))
            throw Refusal.truncated("the GIF ends at byte " + in.length() + ", before its first image does");
    }
}

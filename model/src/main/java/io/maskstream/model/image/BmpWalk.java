package io.maskstream.model.image;

import java.util.Set;

/** BMP headers (Windows' BITMAPCOREHEADER to BITMAPV5HEADER), and whether the pixels that they declare are there. */
final class BmpWalk {

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final Set<Integer> HEADERS = Set.of(CORE_HEADER, 40, 52, 56, 108, 124);
    private static final int V4_HEADER = 108;
    private static final int UNCOMPRESSED = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;

    private final Bytes in;
    private final ImageLimits limits;

    private BmpWalk(Bytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static BmpImage walk(Bytes in, ImageLimits limits) throws Refusal {
        return new BmpWalk(in, limits).walk();
    }

    private BmpImage walk() throws Refusal {
        if (!in.has(0, FILE_HEADER + CORE_HEADER)) throw truncated();
        int pixels = in.i32le(10);
        int headerLength = in.i32le(FILE_HEADER);
        boolean core = headerLength == CORE_HEADER;
        if (!HEADERS.contains(headerLength))
            throw Refusal.unsupported("BMP with a header of " + Integer.toUnsignedLong(headerLength) + " bytes");
        if (!in.has(FILE_HEADER, headerLength)) throw truncated();
        int width = core ? in.u16le(18) : in.i32le(18);
        // A negative height means rows from the top.
        long height = core ? in.u16le(20) : Math.abs((long) in.i32le(22));
        limits.admit(width, height);
        int depth = core ? in.u16le(24) : in.u16le(28);
        int compression = core ? UNCOMPRESSED : in.i32le(30);
        requireKnown(depth, compression);
        if (pixels < FILE_HEADER + headerLength)
            throw Refusal.corrupt("the BMP's pixels begin at byte " + Integer.toUnsignedLong(pixels)
                    + ", inside its header or beyond its end");
        boolean runs = compression == RLE8 || compression == RLE4;
        long length = runs
                ? Math.max(1, Integer.toUnsignedLong(in.i32le(34)))
                : ((long) width * depth + 31) / 32 * 4 * height;
        if (!in.has(pixels, length))
            throw Refusal.truncated("the BMP declares " + length + " bytes of pixels from byte " + pixels
                    + " on and ends at byte " + in.length());
        return new BmpImage(width, (int) height, essentials(runs, pixels, headerLength));
    }

    private static void requireKnown(int depth, int compression) throws Refusal {
        boolean known = switch (compression) {
            case UNCOMPRESSED -> depth == 1 || depth == 4 || depth == 8 || depth == 16 || depth == 24 || depth == 32;
            case RLE8 -> depth == 8;
            case RLE4 -> depth == 4;
            case BITFIELDS -> depth == 16 || depth == 32;
            default -> false;
        };
        if (!known)
            throw Refusal.unsupported(
                    "BMP with compression " + Integer.toUnsignedLong(compression) + " and " + depth + " bits a pixel");
    }

    /** The lengths as they are and no colour profile, whatever the header says of them. */
    private byte[] essentials(boolean runs, int pixels, int headerLength) {
        byte[] file = new Splice().add(in).toArray();
        putLe(file, 2, file.length);
        if (runs) putLe(file, 34, file.length - pixels);
        if (headerLength >= V4_HEADER) putLe(file, FILE_HEADER + 56, 0x73524742); // LCS_sRGB
        return file;
    }

    private static void putLe(byte[] file, int at, int value) {
        for (int i = 0; i < 4; i++) file[at + i] = (byte) (value >> (8 * i));
    }

    private Refusal truncated() {
        return Refusal.truncated("the BMP ends at byte " + in.length() + ", inside its header");
    }
}

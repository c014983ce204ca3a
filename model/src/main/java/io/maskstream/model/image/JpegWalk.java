package io.maskstream.model.image;

import org.jspecify.annotations.Nullable;

/**
 * JPEG, marker by marker up to EOI (ITU-T T.81, annex B). Only tables, frame header, scans, Adobe's colour transform and
 * EXIF's orientation are used; thumbnails, profiles and whatever follows EOI are never looked at.
 */
final class JpegWalk {

    /** Every scan costs a pass over the whole image; ordinary progressive files have about ten. */
    private static final int MAX_SCANS = 100;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DHT = 0xc4;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;

    private final Bytes in;
    private final ImageLimits limits;
    private final Splice kept = new Splice();
    private final JpegTables tables = new JpegTables();
    private @Nullable JpegFrame frame;
    private @Nullable Orientation orientation;
    private boolean jfif;
    private int adobeTransform = JpegFrame.NO_ADOBE;
    private int scans;
    private long scanBytes;

    private JpegWalk(Bytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static JpegImage walk(Bytes in, ImageLimits limits) throws Refusal {
        return new JpegWalk(in, limits).walk();
    }

    private JpegImage walk() throws Refusal {
        int at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = in.u8(at + 1);
            if (marker == EOI) break;
            if (isStandalone(marker)) {
                at += 2;
                continue;
            }
            int length = segmentLength(at, marker);
            take(marker, in.slice(at, 2 + length));
            at += 2 + length;
            if (marker == SOS) at = skipScan(at);
        }
        JpegFrame whole = frame;
        if (whole == null || scans == 0) throw Refusal.corrupt("a JPEG without image data (no frame or no scan)");
        if (whole.blocks() > scanBytes * 8)
            throw Refusal.truncated(
                    scanBytes + " bytes of image data cannot hold " + whole.width() + "x" + whole.height() + " pixels");
        Orientation turned = orientation == null ? Orientation.UPRIGHT : orientation;
        Splice essentials = tables.usesStandard()
                ? new Splice().add(StandardHuffman.SEGMENTS).add(kept)
                : kept;
        return new JpegImage(whole, whole.colors(jfif, adobeTransform), adobeTransform, essentials, turned);
    }

    /** Garbage in front of a marker is skipped, as libjpeg does. */
    private int nextMarker(int from) throws Refusal {
        for (int at = from; in.has(at, 2); at++)
            if (in.u8(at) == 0xff && in.u8(at + 1) != 0xff && in.u8(at + 1) != 0) return at;
        throw Refusal.truncated("the JPEG ends at byte " + in.length() + ", before its end-of-image marker");
    }

    private static boolean isStandalone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    }

    private int segmentLength(int at, int marker) throws Refusal {
        if (!in.has(at + 2L, 2)) throw Refusal.truncated("the JPEG ends in " + name(at, marker));
        int length = in.u16(at + 2);
        if (length < 2) throw Refusal.corrupt(name(at, marker) + " declares a length of " + length);
        if (!in.has(at + 2L, length))
            throw Refusal.truncated(
                    name(at, marker) + " declares " + length + " bytes, " + (in.length() - at - 2) + " are left");
        return length;
    }

    private static String name(int at, int marker) {
        return String.format("segment 0x%02x at byte %d", marker, at);
    }

    private void take(int marker, Bytes segment) throws Refusal {
        switch (marker) {
            case SOI -> throw Refusal.corrupt("a second start-of-image marker inside the JPEG");
            case DQT -> {
                tables.quantizers(segment);
                kept.add(segment);
            }
            case DHT -> {
                tables.huffman(segment);
                kept.add(segment);
            }
            case DRI -> kept.add(segment);
            case 0xc0, 0xc1, 0xc2 -> {
                if (frame != null) throw Refusal.corrupt("a JPEG with two frame headers");
                frame = JpegFrame.of(segment);
                limits.admit(frame.width(), frame.height());
                kept.add(segment);
            }
            case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf ->
                throw Refusal.unsupported(String.format(
                        "JPEG process SOF%d (lossless, hierarchical or arithmetic coding)", marker - 0xc0));
            case SOS -> {
                if (frame == null) throw Refusal.corrupt("a JPEG scan before the frame header");
                tables.requireFor(segment, frame);
                if (++scans > MAX_SCANS) throw Refusal.corrupt("a JPEG with more than " + MAX_SCANS + " scans");
                kept.add(segment);
            }
            case APP0 -> jfif |= segment.startsWith(4, "JFIF\0");
            case APP1 -> {
                if (orientation == null && segment.startsWith(4, "Exif\0") && segment.length() >= 10)
                    orientation = Exif.orientation(segment.slice(10, segment.length() - 10));
            }
            case APP14 -> {
                if (segment.startsWith(4, "Adobe") && segment.length() >= 16) adobeTransform = segment.u8(15);
            }
            default -> {}
        }
    }

    /** Keeps the entropy-coded data from {@code from} on; the index of the marker that ends it. */
    private int skipScan(int from) throws Refusal {
        int at = from;
        do {
            at = nextMarker(at);
            if (!isStandalone(in.u8(at + 1))) break;
            at += 2;
        } while (true);
        kept.add(in.slice(from, at - from));
        scanBytes += at - from;
        return at;
    }
}

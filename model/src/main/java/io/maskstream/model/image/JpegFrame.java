package io.maskstream.model.image;

/**
 * What a JPEG's frame header says.
 *
 * @param components 1, 3 or 4
 * @param ids the components' identifiers as Latin-1 text; "RGB" where an encoder means that
 * @param quantizers the ids of the components' quantization tables, a char each
 * @param progressive with scans of some coefficients each (SOF2)
 * @param blocks 8x8 blocks of all components together; each takes one bit of scan data at least
 */
record JpegFrame(
        int width, int height, int components, String ids, String quantizers, boolean progressive, long blocks) {

    static final int NO_ADOBE = -1;

    private static final int SOF2 = 0xc2;

    /** How the components make a colour. */
    enum Colors {
        GRAY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    /**
     * @param segment from the marker on; complete
     */
    static JpegFrame of(Bytes segment) throws Refusal {
        if (segment.length() < 10) throw Refusal.corrupt("a JPEG frame header of " + segment.length() + " bytes");
        int precision = segment.u8(4);
        int height = segment.u16(5);
        int width = segment.u16(7);
        int components = segment.u8(9);
        if (precision != 8) throw Refusal.unsupported("JPEG with " + precision + " bits a sample");
        if (height == 0) throw Refusal.unsupported("JPEG whose height follows the first scan (DNL), or is 0");
        if (width == 0) throw Refusal.corrupt("the header declares 0x" + height + " pixels");
        if (components != 1 && components != 3 && components != 4)
            throw Refusal.unsupported("JPEG with " + components + " components");
        if (segment.length() != 10 + 3 * components)
            throw Refusal.corrupt(
                    "a JPEG frame header of " + segment.length() + " bytes for " + components + " components");
        return new JpegFrame(
                width,
                height,
                components,
                everyThird(segment, 10),
                everyThird(segment, 12),
                segment.u8(1) == SOF2,
                blocks(segment, width, height));
    }

    /** A byte of each component. */
    private static String everyThird(Bytes segment, int from) {
        StringBuilder bytes = new StringBuilder();
        for (int at = from; at < segment.length(); at += 3) bytes.append((char) segment.u8(at));
        return bytes.toString();
    }

    private static long blocks(Bytes segment, int width, int height) throws Refusal {
        int widest = 1;
        int tallest = 1;
        for (int i = 11; i < segment.length(); i += 3) {
            int across = segment.u8(i) >> 4;
            int down = segment.u8(i) & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4)
                throw Refusal.corrupt("JPEG sampling factor " + across + "x" + down + ", must be 1 to 4");
            widest = Math.max(widest, across);
            tallest = Math.max(tallest, down);
        }
        long blocks = 0;
        for (int i = 11; i < segment.length(); i += 3) {
            if (widest % (segment.u8(i) >> 4) != 0 || tallest % (segment.u8(i) & 15) != 0)
                throw Refusal.unsupported("JPEG with fractional sampling factors");
            long across = ceilDiv((long) width * (segment.u8(i) >> 4), 8L * widest);
            long down = ceilDiv((long) height * (segment.u8(i) & 15), 8L * tallest);
            blocks += across * down;
        }
        return blocks;
    }

    private static long ceilDiv(long a, long b) {
        return (a + b - 1) / b;
    }

    /** As libjpeg decides it (jdapimin.c, default_decompress_parms). */
    Colors colors(boolean jfif, int adobeTransform) {
        return switch (components) {
            case 1 -> Colors.GRAY;
            case 3 -> {
                if (jfif) yield Colors.YCC;
                if (adobeTransform != NO_ADOBE) yield adobeTransform == 0 ? Colors.RGB : Colors.YCC;
                yield ids.equals("RGB") ? Colors.RGB : Colors.YCC;
            }
            default -> adobeTransform == NO_ADOBE || adobeTransform == 0 ? Colors.CMYK : Colors.YCCK;
        };
    }
}

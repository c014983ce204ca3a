package io.maskstream.model.image;

/**
 * Which tables a JPEG has defined up to some point of it. A decoder keeps those of the file before, so that a file which
 * uses what it does not define would get another image's: it is refused, or gets the standard tables. One thread.
 */
final class JpegTables {

    private static final int IDS = 4;
    private static final int COEFFICIENTS = 64;

    /** Of codes, in bits: 1 to 16. */
    static final int LENGTHS = 16;

    private static final int MOST_CODES = 256;
    private static final int DC = 0;
    private static final int AC = 1;

    /** Of each id, whether there is such a table. */
    private final boolean[] quantizers = new boolean[IDS];

    /** By class and id. */
    private final boolean[][] huffman = new boolean[2][IDS];

    private boolean usesStandard;

    /**
     * DQT, T.81 section B.2.4.1, as strict as libjpeg.
     *
     * @param segment from the marker on; complete
     */
    void quantizers(Bytes segment) throws Refusal {
        int at = 4;
        while (at < segment.length()) {
            int bytes = segment.u8(at) >> 4 == 0 ? COEFFICIENTS : 2 * COEFFICIENTS;
            int id = segment.u8(at) & 15;
            if (id >= IDS || !segment.has(at + 1L, bytes)) throw broken("quantization", id);
            quantizers[id] = true;
            at += 1 + bytes;
        }
    }

    /**
     * DHT, T.81 section B.2.4.2, as strict as libjpeg; whether the codes are a tree is left to it.
     *
     * @param segment from the marker on; complete
     */
    void huffman(Bytes segment) throws Refusal {
        int at = 4;
        while (at < segment.length()) {
            int type = segment.u8(at) >> 4;
            int id = segment.u8(at) & 15;
            if (type > AC || id >= IDS || !segment.has(at + 1L, LENGTHS)) throw broken("Huffman", id);
            int codes = 0;
            for (int i = 1; i <= LENGTHS; i++) codes += segment.u8(at + i);
            at += 1 + LENGTHS;
            if (codes > MOST_CODES || !segment.has(at, codes)) throw broken("Huffman", id);
            huffman[type][id] = true;
            at += codes;
        }
    }

    private static Refusal broken(String kind, int id) {
        return Refusal.corrupt("JPEG " + kind + " table " + id + " is damaged");
    }

    /**
     * Holds a scan (SOS, T.81 section B.2.3) to the tables that there are.
     *
     * @param segment from the marker on; complete
     */
    void requireFor(Bytes segment, JpegFrame frame) throws Refusal {
        int components = segment.length() > 4 ? segment.u8(4) : 0;
        if (components < 1 || components > IDS || segment.length() != 8 + 2 * components)
            throw Refusal.corrupt(
                    "a JPEG scan header of " + segment.length() + " bytes for " + components + " components");
        boolean dc = segment.u8(5 + 2 * components) == 0;
        boolean refines = segment.u8(7 + 2 * components) >> 4 != 0;
        for (int at = 5; at < 5 + 2 * components; at += 2) {
            requireQuantizer(frame, (char) segment.u8(at));
            int tables = segment.u8(at + 1);
            if (!frame.progressive() || (dc && !refines)) requireHuffman(frame, DC, tables >> 4);
            if (!frame.progressive() || !dc) requireHuffman(frame, AC, tables & 15);
        }
    }

    private void requireQuantizer(JpegFrame frame, char component) throws Refusal {
        if (frame.ids().indexOf(component) < 0)
            throw Refusal.corrupt("a JPEG scan of component " + (int) component + ", which the frame does not have");
        for (int i = 0; i < frame.components(); i++) {
            int id = frame.quantizers().charAt(i);
            if (frame.ids().charAt(i) == component && (id >= IDS || !quantizers[id]))
                throw Refusal.corrupt("a JPEG scan uses quantization table " + id + ", which is not defined before it");
        }
    }

    /** Cameras that send Motion JPEG leave out the tables that all of them have. */
    private void requireHuffman(JpegFrame frame, int type, int id) throws Refusal {
        if (id < IDS && huffman[type][id]) return;
        if (frame.progressive() || id > 1)
            throw Refusal.corrupt("a JPEG scan uses Huffman table " + (type == DC ? "DC " : "AC ") + id
                    + ", which is not defined before it");
        usesStandard = true;
    }

    /** Whether a scan uses a table that the file does not define and {@link StandardHuffman} does. */
    boolean usesStandard() {
        return usesStandard;
    }
}

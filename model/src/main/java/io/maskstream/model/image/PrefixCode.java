package io.maskstream.model.image;

import java.util.Arrays;

/**
 * A canonical prefix code of a lossless WebP (RFC 9649, section 3.7.2). Its memory is its symbols, not a table of their
 * lengths' size: a file may have thousands of codes. Immutable.
 */
final class PrefixCode {

    private static final int MAX_LENGTH = 15;

    /** In which order the lengths of the code for lengths are stored. */
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    /** Symbols by length and value. */
    private final short[] symbols;

    /** How many symbols have each length. A single symbol takes no bits. */
    private final short[] counts;

    private PrefixCode(byte[] lengths) throws Refusal {
        counts = new short[MAX_LENGTH + 1];
        for (byte length : lengths) counts[length]++;
        int used = lengths.length - counts[0];
        counts[0] = 0;
        int open = 1;
        int[] next = new int[MAX_LENGTH + 2];
        for (int length = 1; length <= MAX_LENGTH; length++) {
            open = 2 * open - counts[length];
            if (open < 0) break;
            next[length + 1] = next[length] + counts[length];
        }
        if (used == 0 || (used > 1 && open != 0))
            throw Refusal.corrupt("a prefix code of the lossless WebP is not complete");
        symbols = new short[used];
        for (int symbol = 0; symbol < lengths.length; symbol++)
            if (lengths[symbol] > 0) symbols[next[lengths[symbol]]++] = (short) symbol;
    }

    /**
     * @param alphabet number of symbols that there may be
     */
    static PrefixCode read(BitSource bits, int alphabet) throws Refusal {
        return new PrefixCode(bits.flag() ? simpleLengths(bits, alphabet) : normalLengths(bits, alphabet));
    }

    private static byte[] simpleLengths(BitSource bits, int alphabet) throws Refusal {
        byte[] lengths = new byte[alphabet];
        int symbols = 1 + bits.read(1);
        int first = bits.read(bits.flag() ? 8 : 1);
        int last = symbols == 2 ? bits.read(8) : first;
        if (first >= alphabet || last >= alphabet)
            throw Refusal.corrupt("a prefix code of the lossless WebP has a symbol beyond its alphabet");
        lengths[first] = 1;
        lengths[last] = 1;
        return lengths;
    }

    private static byte[] normalLengths(BitSource bits, int alphabet) throws Refusal {
        byte[] ofLengths = new byte[LENGTH_ORDER.length];
        int stored = 4 + bits.read(4);
        for (int i = 0; i < stored; i++) ofLengths[LENGTH_ORDER[i]] = (byte) bits.read(3);
        PrefixCode code = new PrefixCode(ofLengths);
        int left = alphabet;
        if (bits.flag()) left = 2 + bits.read(2 + 2 * bits.read(3));
        byte[] lengths = new byte[alphabet];
        byte previous = 8;
        for (int at = 0; at < alphabet && left > 0; left--) {
            int symbol = code.next(bits);
            if (symbol < 16) {
                lengths[at++] = (byte) symbol;
                if (symbol != 0) previous = (byte) symbol;
                continue;
            }
            int repeats = switch (symbol) {
                case 16 -> 3 + bits.read(2);
                case 17 -> 3 + bits.read(3);
                default -> 11 + bits.read(7);
            };
            if (repeats > alphabet - at)
                throw Refusal.corrupt("a prefix code of the lossless WebP repeats a length beyond its alphabet");
            if (symbol == 16) Arrays.fill(lengths, at, at + repeats, previous);
            at += repeats;
        }
        return lengths;
    }

    /** The next symbol of the stream. */
    int next(BitSource bits) throws Refusal {
        if (symbols.length == 1) return symbols[0];
        int window = bits.peek(MAX_LENGTH);
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++, window >>= 1) {
            code |= window & 1;
            int count = counts[length];
            if (code - first < count) {
                bits.skip(length);
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new AssertionError("a complete code has a symbol for every sequence of bits");
    }
}

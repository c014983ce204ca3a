package io.maskstream.model.image;

import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An entropy-coded image of a lossless WebP: the picture itself or the data of a transform (RFC 9649, sections 3.6 and
 * 3.7). Pixels are ARGB in an int.
 */
final class EntropyImage {

    /** Steps to the 120 nearest pixels: rows up in the high four bits, 8 minus columns left in the low ones. */
    private static final byte[] NEAREST = HexFormat.of()
            .parseHex("1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03"
                    + "5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f"
                    + "646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070");

    private final BitSource bits;
    private final int width;
    private final int[] argb;
    private final int cacheBits;
    private final int[] cache;
    /** Where the group of codes differs by block: its number, in bits 8 to 23 of the block's pixel. */
    private int @Nullable [] blocks;

    private int blockBits;
    private @Nullable PrefixGroup[] groups = new PrefixGroup[0];

    private EntropyImage(BitSource bits, int width, int height) throws Refusal {
        this.bits = bits;
        this.width = width;
        this.argb = new int[width * height];
        this.cacheBits = bits.flag() ? bits.read(4) : 0;
        if (cacheBits > 11) throw Refusal.corrupt("a colour cache of " + cacheBits + " bits in a lossless WebP");
        this.cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
    }

    /** The picture. */
    static int[] readMain(BitSource bits, int width, int height) throws Refusal {
        EntropyImage image = new EntropyImage(bits, width, height);
        if (bits.flag()) {
            image.blockBits = 2 + bits.read(3);
            image.blocks = readData(bits, ceilShift(width, image.blockBits), ceilShift(height, image.blockBits));
        }
        return image.read();
    }

    /** A transform's data: one group of codes for all of it. */
    static int[] readData(BitSource bits, int width, int height) throws Refusal {
        return new EntropyImage(bits, width, height).read();
    }

    static int ceilShift(int size, int bits) {
        return (size + (1 << bits) - 1) >> bits;
    }

    private int[] read() throws Refusal {
        readGroups();
        PrefixGroup group = group(0);
        int mask = (1 << blockBits) - 1;
        for (int at = 0; at < argb.length; ) {
            int x = at % width;
            if (blocks != null && (x & mask) == 0) group = group(at);
            int symbol = group.green().next(bits);
            if (symbol < PrefixGroup.LITERALS) {
                put(at++, literal(group, symbol));
            } else if (symbol < PrefixGroup.LITERALS + PrefixGroup.LENGTHS) {
                at = copy(group, symbol - PrefixGroup.LITERALS, at);
                if (at < argb.length) group = group(at);
            } else {
                put(at++, cache[symbol - PrefixGroup.LITERALS - PrefixGroup.LENGTHS]);
            }
        }
        return argb;
    }

    /** Keeps only the groups that a block names: a file of a few pixels may declare 65,536. */
    private void readGroups() throws Refusal {
        BitSet named = new BitSet();
        if (blocks == null) named.set(0);
        else for (int block : blocks) named.set(number(block));
        groups = new PrefixGroup[named.length()];
        for (int i = 0; i < groups.length; i++) {
            PrefixGroup group = PrefixGroup.read(bits, cache.length);
            if (named.get(i)) groups[i] = group;
        }
    }

    private static int number(int block) {
        return (block >> 8) & 0xffff;
    }

    private PrefixGroup group(int at) {
        int number = blocks == null
                ? 0
                : number(blocks[
                        ((at / width) >> blockBits) * ceilShift(width, blockBits) + ((at % width) >> blockBits)]);
        PrefixGroup group = groups[number];
        if (group == null) throw new AssertionError("group " + number + " was not kept");
        return group;
    }

    private int literal(PrefixGroup group, int green) throws Refusal {
        int red = group.red().next(bits);
        int blue = group.blue().next(bits);
        int alpha = group.alpha().next(bits);
        return (alpha << 24) | (red << 16) | (green << 8) | blue;
    }

    private void put(int at, int color) {
        argb[at] = color;
        if (cacheBits > 0) cache[(0x1e35a7bd * color) >>> (32 - cacheBits)] = color;
    }

    /** Copies earlier pixels; the index after the last. */
    private int copy(PrefixGroup group, int lengthSymbol, int at) throws Refusal {
        int length = number(lengthSymbol, bits);
        int code = number(group.distance().next(bits), bits);
        int distance = code;
        if (code > NEAREST.length) {
            distance -= NEAREST.length;
        } else {
            int step = NEAREST[code - 1];
            distance = Math.max(1, (step >> 4) * width + 8 - (step & 15));
        }
        if (distance > at || length > argb.length - at)
            throw Refusal.corrupt("the lossless WebP copies pixels from before its first or to after its last");
        for (int end = at + length; at < end; at++) put(at, argb[at - distance]);
        return at;
    }

    /** A length or distance: a symbol for its size, then its low bits. */
    private static int number(int symbol, BitSource bits) throws Refusal {
        if (symbol < 4) return symbol + 1;
        int extra = (symbol - 2) >> 1;
        return ((2 + (symbol & 1)) << extra) + bits.read(extra) + 1;
    }
}

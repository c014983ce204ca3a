package io.maskstream.model.image;

/**
 * The codes that are in force for one block of a lossless WebP (RFC 9649, section 3.7.2).
 *
 * @param green also lengths and colour-cache indices
 */
record PrefixGroup(PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {

    static final int LITERALS = 256;
    static final int LENGTHS = 24;
    private static final int DISTANCES = 40;

    static PrefixGroup read(BitSource bits, int cacheSize) throws Refusal {
        return new PrefixGroup(
                PrefixCode.read(bits, LITERALS + LENGTHS + cacheSize),
                PrefixCode.read(bits, LITERALS),
                PrefixCode.read(bits, LITERALS),
                PrefixCode.read(bits, LITERALS),
                PrefixCode.read(bits, DISTANCES));
    }
}

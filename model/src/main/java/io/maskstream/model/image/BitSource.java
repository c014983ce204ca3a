package io.maskstream.model.image;

/** Bits, the lowest of a byte first. Reading on after the end is refused, so that no loop over it can be endless. */
final class BitSource {

    private final Bytes in;
    private int next;
    private long buffer;
    private int held;

    BitSource(Bytes in) {
        this.in = in;
    }

    /**
     * @param count 0 to 24
     */
    int read(int count) throws Refusal {
        int bits = peek(count);
        skip(count);
        return bits;
    }

    boolean flag() throws Refusal {
        return read(1) == 1;
    }

    /** As {@link #read}, without moving; zeros stand beyond the end. */
    int peek(int count) {
        while (held <= 48 && next < in.length()) {
            buffer |= (long) in.u8(next++) << held;
            held += 8;
        }
        return (int) buffer & ((1 << count) - 1);
    }

    /**
     * @param count at most what was peeked last
     */
    void skip(int count) throws Refusal {
        if (count > held) throw Refusal.truncated("the lossless WebP data ends before its last pixel");
        buffer >>>= count;
        held -= count;
    }
}

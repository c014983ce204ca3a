package io.maskstream.model.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The encoded image, readable at any index without a bounds surprise: callers ask {@link #has} first. Read only. */
record Bytes(byte[] array, int offset, int length) {

    /** Without a copy where the buffer has an array. */
    static Bytes of(ByteBuffer buffer) {
        if (buffer.hasArray())
            return new Bytes(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy, 0, copy.length);
    }

    /** Whether {@code count} bytes lie at {@code index}; false for a negative count. */
    boolean has(long index, long count) {
        return count >= 0 && index >= 0 && index <= length - count;
    }

    int u8(int index) {
        return array[offset + index] & 0xff;
    }

    int u16(int index) {
        return (u8(index) << 8) | u8(index + 1);
    }

    int u16le(int index) {
        return u8(index) | (u8(index + 1) << 8);
    }

    int u24le(int index) {
        return u16le(index) | (u8(index + 2) << 16);
    }

    int i32(int index) {
        return (u16(index) << 16) | u16(index + 2);
    }

    int i32le(int index) {
        return u16le(index) | (u16le(index + 2) << 16);
    }

    /** Whether the ASCII text stands at the index. */
    boolean startsWith(int index, String ascii) {
        if (!has(index, ascii.length())) return false;
        for (int i = 0; i < ascii.length(); i++) if (u8(index + i) != ascii.charAt(i)) return false;
        return true;
    }

    String ascii(int index, int count) {
        return new String(array, offset + index, count, StandardCharsets.ISO_8859_1);
    }

    Bytes slice(int index, int count) {
        return new Bytes(array, offset + index, count);
    }
}

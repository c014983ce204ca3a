package io.maskstream.model.image;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * A file put together from the parts that the pixels need. The readers see nothing else: profiles, thumbnails, comments
 * and text are where most decompression bombs and reader bugs are.
 */
final class Splice {

    private final List<Bytes> parts = new ArrayList<>();
    private int length;

    Splice add(Bytes part) {
        parts.add(part);
        length += part.length();
        return this;
    }

    Splice add(Splice other) {
        other.parts.forEach(this::add);
        return this;
    }

    Splice add(int... unsignedBytes) {
        byte[] bytes = new byte[unsignedBytes.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) unsignedBytes[i];
        return add(new Bytes(bytes, 0, bytes.length));
    }

    int length() {
        return length;
    }

    /** To the memory's first bytes. */
    void writeTo(Memory memory) {
        long at = 0;
        for (Bytes part : parts) {
            memory.write(at, part.array(), part.offset(), part.length());
            at += part.length();
        }
    }

    byte[] toArray() {
        byte[] all = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array(), part.offset(), all, at, part.length());
            at += part.length();
        }
        return all;
    }
}

package io.maskstream.model.image;

/**
 * One VP8 or VP8L bitstream.
 *
 * @param lossless VP8L
 * @param chunk with its header, without padding
 */
record WebpFrame(int width, int height, boolean lossless, Bytes chunk) {

    /** Reads the size that the decoder will allocate: the bitstream's own, RFC 6386 section 9.1 and RFC 9649 section 3.4. */
    static WebpFrame of(Bytes chunk, ImageLimits limits) throws Refusal {
        boolean lossless = chunk.startsWith(0, "VP8L");
        Bytes body = chunk.slice(8, chunk.length() - 8);
        int width;
        int height;
        if (lossless) {
            if (body.length() < 5) throw Refusal.truncated("a VP8L chunk of " + body.length() + " bytes");
            int bits = body.i32le(1);
            if (body.u8(0) != 0x2f || bits >>> 29 != 0) throw Refusal.corrupt("the VP8L signature or version is wrong");
            width = 1 + (bits & 0x3fff);
            height = 1 + ((bits >> 14) & 0x3fff);
        } else {
            if (body.length() < 10) throw Refusal.truncated("a VP8 chunk of " + body.length() + " bytes");
            int tag = body.u24le(0);
            if ((tag & 1) != 0 || !body.startsWith(3, "\u009d\u0001*"))
                throw Refusal.corrupt("the WebP does not begin with a VP8 key frame");
            if (tag >> 5 > body.length() - 10)
                throw Refusal.truncated("the first VP8 partition declares " + (tag >> 5) + " bytes, "
                        + (body.length() - 10) + " are left");
            width = body.u16le(6) & 0x3fff;
            height = body.u16le(8) & 0x3fff;
        }
        limits.admit(width, height);
        return new WebpFrame(width, height, lossless, chunk);
    }

    /** The chunk without its header. */
    Bytes body() {
        return chunk.slice(8, chunk.length() - 8);
    }

    /** A file of this frame alone. */
    byte[] file() {
        int padding = chunk.length() & 1;
        int length = 4 + chunk.length() + padding;
        Splice file = new Splice()
                .add('R', 'I', 'F', 'F')
                .add(length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, length >> 24)
                .add('W', 'E', 'B', 'P')
                .add(chunk);
        return (padding == 1 ? file.add(0) : file).toArray();
    }
}

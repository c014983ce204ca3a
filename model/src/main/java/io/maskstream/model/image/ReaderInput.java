package io.maskstream.model.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A byte array as ImageIO wants it. Not made by {@code ImageIO.createImageInputStream}, which goes through a file or not
 * by a switch that is global to the JVM. One is reused per thread: every instance would need a finalizer run.
 */
final class ReaderInput extends ImageInputStreamImpl {

    private byte[] bytes = new byte[0];

    /** Starts over with other bytes. */
    void reset(byte[] content) throws IOException {
        flushedPos = 0;
        seek(0);
        setByteOrder(ByteOrder.BIG_ENDIAN);
        bytes = content;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        bitOffset = 0;
        if (count == 0) return 0;
        if (streamPos >= bytes.length) return -1;
        int got = (int) Math.min(count, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, got);
        streamPos += got;
        return got;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}

package io.maskstream.model.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Writes files of MATLAB's level 5 from its description, with no code of the reader's. */
record MatlabBytes(ByteOrder order) {

    private static final int INT8 = 1;
    private static final int UINT8 = 2;
    private static final int INT32 = 5;
    private static final int UINT32 = 6;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int CLASS_DOUBLE = 6;
    private static final int CLASS_UINT8 = 9;

    byte[] file(byte[]... elements) {
        ByteBuffer header = ByteBuffer.allocate(128).order(order);
        header.put("MATLAB 5.0 MAT-file, Platform: GLNXA64, written by a test".getBytes(StandardCharsets.US_ASCII));
        while (header.position() < 116) header.put((byte) ' ');
        header.position(124);
        header.putShort((short) 0x0100).putShort((short) ('M' << 8 | 'I'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.array());
        for (byte[] element : elements) out.writeBytes(element);
        return out.toByteArray();
    }

    byte[] uint8(String name, byte[] values, int... dims) {
        return matrix(CLASS_UINT8, name, values, dims);
    }

    /** Whole numbers of class double, which MATLAB stores in the smallest type that holds them. */
    byte[] doubles(String name, byte[] values, int... dims) {
        return matrix(CLASS_DOUBLE, name, values, dims);
    }

    private byte[] matrix(int type, String name, byte[] values, int... dims) {
        ByteBuffer sizes = ByteBuffer.allocate(4 * dims.length).order(order);
        for (int d : dims) sizes.putInt(d);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                tagged(UINT32, ByteBuffer.allocate(8).order(order).putInt(type).array()));
        out.writeBytes(tagged(INT32, sizes.array()));
        out.writeBytes(tagged(INT8, name.getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(tagged(UINT8, values));
        return tagged(MATRIX, out.toByteArray());
    }

    byte[] compressed(byte[] element) {
        Deflater deflater = new Deflater();
        deflater.setInput(element);
        deflater.finish();
        byte[] bytes = new byte[element.length + 100];
        int length = deflater.deflate(bytes);
        deflater.end();
        return ByteBuffer.allocate(8 + length)
                .order(order)
                .putInt(COMPRESSED)
                .putInt(length)
                .put(bytes, 0, length)
                .array();
    }

    /** Up to four bytes lie in the tag itself. */
    private byte[] tagged(int type, byte[] data) {
        if (data.length <= 4)
            return ByteBuffer.allocate(8)
                    .order(order)
                    .putInt(data.length << 16 | type)
                    .put(data)
                    .array();
        return ByteBuffer.allocate(8 + (data.length + 7) / 8 * 8)
                .order(order)
                .putInt(type)
                .putInt(data.length)
                .put(data)
                .array();
    }
}

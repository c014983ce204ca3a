package io.maskstream.model.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/**
 * A file of MATLAB's level 5: a header of 128 bytes, then an element for each array, as it is or deflated. The elements
 * are given to the library one by one, so that damage is found where it is. For one thread.
 */
final class MatlabFile {

    private static final int HEADER = 128;
    private static final int TAG = 8;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    /** More than this deflate cannot compress. */
    private static final long MAX_RATIO = 1032;

    /**
     * @param values in memory as they are stored, the first dimension fastest; to be read by any thread
     * @param offset of the array in the file
     */
    record Numbers(Matrix values, long offset) {}

    private final Path file;
    private final Published published;
    private final ByteBuffer content;
    private final Map<String, Numbers> arrays = new HashMap<>();

    private MatlabFile(Path file, Published published) {
        this.file = file;
        this.published = published;
        this.content = Published.map(file);
    }

    /**
     * The arrays of numbers by name.
     *
     * @throws DatasetException when the file is damaged
     */
    static Map<String, Numbers> read(Path file, Published published) {
        MatlabFile read = new MatlabFile(file, published);
        read.readElements();
        return read.arrays;
    }

    private void readElements() {
        if (content.limit() < HEADER)
            throw published.damaged(file, content.limit(), "ends inside the header of a MATLAB 5 file");
        content.order(byteOrder());
        for (int at = HEADER; at < content.limit(); ) {
            if (content.limit() - at < TAG) throw published.damaged(file, at, "ends inside the tag of an array");
            int type = content.getInt(at);
            long length = Integer.toUnsignedLong(content.getInt(at + 4));
            if (type != MATRIX && type != COMPRESSED)
                throw published.damaged(file, at, "has something of type " + type + " where an array must begin");
            if (at + TAG + length > content.limit())
                throw published.damaged(
                        file,
                        content.limit(),
                        "is truncated: the array at byte " + at + " has " + length + " bytes and "
                                + (content.limit() - at - TAG) + " are there");
            int end = (int) (at + TAG + length);
            if (type == MATRIX) readPlain(at, end);
            else readCompressed(at, end);
            at = end;
        }
    }

    private ByteOrder byteOrder() {
        String mark =
                StandardCharsets.ISO_8859_1.decode(content.slice(HEADER - 2, 2)).toString();
        return switch (mark) {
            case "IM" -> ByteOrder.LITTLE_ENDIAN;
            case "MI" -> ByteOrder.BIG_ENDIAN;
            default -> throw published.damaged(file, HEADER - 2, "has no byte order mark of a MATLAB 5 file");
        };
    }

    private void readPlain(int start, int end) {
        try {
            read(start, new BufferInputStream(content.slice(start, end - start)), end - start);
        } catch (IOException | OutOfMemoryError e) {
            throw damaged(start, e);
        }
    }

    private void readCompressed(int start, int end) {
        int from = start + TAG;
        Inflater inflater = new Inflater();
        InputStream deflated = new BufferInputStream(content.slice(from, end - from));
        try (InputStream in = new InflaterInputStream(deflated, inflater, 1 << 16)) {
            read(start, in, MAX_RATIO * (end - from));
            // The library takes an early end for the last one; only a stream that ends has had its checksum verified.
            if (!inflater.finished()) throw new EOFException("its compressed data ends too early");
        } catch (IOException | OutOfMemoryError e) {
            throw damaged(start, e);
        } finally {
            inflater.end();
        }
    }

    private DatasetException damaged(int start, Throwable e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) root = cause;
        return published.damaged(file, start, "has an array that cannot be read: " + root.getMessage(), e);
    }

    private void read(int start, InputStream element, long limit) throws IOException {
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(header()), element);
        MatFile read = Mat5.newReader(Sources.wrapInputStream(whole))
                .setBufferAllocator(new Heap(limit))
                .readMat();
        for (MatFile.Entry entry : read.getEntries())
            if (entry.getValue() instanceof Matrix matrix) arrays.put(entry.getName(), new Numbers(matrix, start));
    }

    /** Of a file of one element: text, no subsystem, version and byte order of this file. */
    private byte[] header() {
        byte[] header = new byte[HEADER];
        byte[] text = "MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 0, text.length);
        content.get(HEADER - 4, header, HEADER - 4, 4);
        return header;
    }

    /** Memory for an array, no more than the file can fill, whatever it declares. */
    private record Heap(long limit) implements BufferAllocator {

        @Override
        public ByteBuffer allocate(int bytes) {
            if (bytes < 0 || bytes > limit)
                throw new IllegalArgumentException("declares " + Integer.toUnsignedLong(bytes)
                        + " bytes of numbers, at most " + limit + " are there");
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {}
    }
}

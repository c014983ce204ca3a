package io.maskstream.model.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file of LeCun's IDX format with unsigned bytes: {@code 00 00 08 DIMS}, one big-endian int for each dimension, the
 * data. Gzip where the name ends so. Held in memory as it is.
 *
 * @param dims sizes, outermost first
 * @param data row by row
 */
record Idx(int[] dims, byte[] data) {

    private static final int UNSIGNED_BYTE = 8;

    static int headerBytes(int dimensions) {
        return 4 + 4 * dimensions;
    }

    /**
     * @param dimensions that the file must have
     * @param published where, for the message
     */
    static Idx read(Path file, int dimensions, Published published) {
        int header = headerBytes(dimensions);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            byte[] start = in.readNBytes(header);
            if (start.length < 4 || start[0] != 0 || start[1] != 0 || start[2] != UNSIGNED_BYTE)
                throw published.damaged(file, 0, "does not start with an IDX header of unsigned bytes");
            if (start[3] != dimensions)
                throw published.damaged(
                        file, 3, "has " + start[3] + " dimensions where " + dimensions + " are expected");
            if (start.length < header) throw published.damaged(file, start.length, "ends inside its header");
            int[] dims = new int[dimensions];
            ByteBuffer.wrap(start, 4, header - 4).asIntBuffer().get(dims);
            int size = size(file, dims, published);
            byte[] data = in.readNBytes(size);
            if (data.length < size)
                throw published.damaged(
                        file,
                        header + (long) data.length,
                        "is truncated: " + data.length + " of " + size + " bytes of data");
            if (in.read() >= 0)
                throw published.damaged(file, header + (long) size, "has more than the " + size + " bytes it declares");
            return new Idx(dims, data);
        } catch (EOFException e) {
            throw published.damaged(file, file.toFile().length(), "is truncated: its gzip stream ends too early", e);
        } catch (IOException e) {
            throw new DatasetException(
                    file + " cannot be read (" + e.getMessage() + "); get it again from " + published.page(), e);
        }
    }

    private static int size(Path file, int[] dims, Published published) {
        long size = 1;
        for (int d : dims) {
            if (d < 1) throw published.damaged(file, 4, "declares the dimensions " + Arrays.toString(dims));
            size *= d;
            if (size > Integer.MAX_VALUE - 8)
                throw published.damaged(
                        file, 4, "declares the dimensions " + Arrays.toString(dims) + ", too large to be read");
        }
        return (int) size;
    }
}

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

    /**
     * @param dimensions that the file must have
     * @param page where the file is published, for the message
     */
    static Idx read(Path file, int dimensions, String page) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            byte[] magic = in.readNBytes(4);
            if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE)
                throw damaged(file, "does not start with an IDX header of unsigned bytes", page);
            if (magic[3] != dimensions)
                throw damaged(file, "has " + magic[3] + " dimensions where " + dimensions + " are expected", page);
            byte[] header = in.readNBytes(4 * dimensions);
            if (header.length < 4 * dimensions) throw damaged(file, "ends inside its header", page);
            int[] dims = new int[dimensions];
            ByteBuffer.wrap(header).asIntBuffer().get(dims);
            int size = size(file, dims, page);
            byte[] data = in.readNBytes(size);
            if (data.length < size)
                throw damaged(file, "is truncated: " + data.length + " of " + size + " bytes of data", page);
            if (in.read() >= 0) throw damaged(file, "has more than the " + size + " bytes it declares", page);
            return new Idx(dims, data);
        } catch (EOFException e) {
            throw damaged(file, "is truncated: its gzip stream ends too early", page, e);
        } catch (IOException e) {
            throw damaged(file, "cannot be read (" + e.getMessage() + ")", page, e);
        }
    }

    private static int size(Path file, int[] dims, String page) {
        long size = 1;
        for (int d : dims) {
            if (d < 1) throw damaged(file, "declares the dimensions " + Arrays.toString(dims), page);
            size *= d;
            if (size > Integer.MAX_VALUE - 8)
                throw damaged(
                        file, "declares the dimensions " + Arrays.toString(dims) + ", too large to be read", page);
        }
        return (int) size;
    }

    private static DatasetException damaged(Path file, String what, String page) {
        return new DatasetException(message(file, what, page));
    }

    private static DatasetException damaged(Path file, String what, String page, Throwable cause) {
        return new DatasetException(message(file, what, page), cause);
    }

    private static String message(Path file, String what, String page) {
        return file + " " + what + "; get it again from " + page;
    }
}

package io.maskstream.model.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a data set is published, and what is said of a file of it that is missing or damaged. Immutable.
 *
 * @param page the official one, for messages; never opened
 */
record Published(String page) {

    /** @throws DatasetException when the directory has no such file */
    Path file(Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) throw new DatasetException(file + " is missing; get it from " + page);
        return file;
    }

    /** The directory as its archive unpacks it, or itself where that is what was named. */
    static Path unpacked(Path directory, String folder) {
        Path inside = directory.resolve(folder);
        return Files.isDirectory(inside) ? inside : directory;
    }

    /** The file's bytes, memory-mapped. */
    static ByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException | IllegalArgumentException e) {
            throw new DatasetException(file + " cannot be mapped: " + e.getMessage(), e);
        }
    }

    /**
     * @param offset byte of the file (after gunzip) from which on it is not what it should be
     * @param what follows the file's name
     */
    DatasetException damaged(Path file, long offset, String what) {
        return new DatasetException(message(file, offset, what));
    }

    DatasetException damaged(Path file, long offset, String what, Throwable cause) {
        return new DatasetException(message(file, offset, what), cause);
    }

    private String message(Path file, long offset, String what) {
        return file + " " + what + " (at byte " + offset + "); get it again from " + page;
    }
}

package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Links of a version's directory may lead to another place in it, and nowhere else. */
final class Inside {

    private Inside() {}

    /**
     * The whole file.
     *
     * @throws ModelException INVALID_ARTIFACT when it lies outside the directory or is larger than that
     * @throws IOException when it cannot be read
     */
    static byte[] read(Path directory, Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(requireInside(directory, file))) {
            // Read, then judged: a file may grow between a look at its size and the reading.
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) throw Invalid.file(file, "is larger than the " + maxBytes + " bytes allowed");
            return bytes;
        }
    }

    /**
     * @return the file with its links followed
     * @throws ModelException INVALID_ARTIFACT when it lies outside the directory
     * @throws IOException when it is not there
     */
    static Path requireInside(Path directory, Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(directory.toRealPath()))
            throw Invalid.field(
                    file, "the target of this link", real, "must lie inside the version's directory; copy it there");
        return real;
    }
}

package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;

/** Links of a version's directory may lead to another place in it, and nowhere else. */
final class Inside {

    private Inside() {}

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

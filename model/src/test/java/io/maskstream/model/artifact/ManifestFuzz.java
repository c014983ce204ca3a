package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fuzz target: any bytes as {@code manifest.json}. Run by {@code integration-tests/fuzz}; {@code main} writes the seeds. */
final class ManifestFuzz {

    private static final Path VERSION = temporary();

    private ManifestFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(VERSION.resolve(Manifest.FILE), input);
        try {
            ModelArtifact.read(VERSION);
        } catch (ModelException e) {
            if (e.kind() != ModelException.Kind.INVALID_ARTIFACT) throw e;
        }
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("manifest-fuzz");
            folder.toFile().deleteOnExit();
            folder.resolve(Manifest.FILE).toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] folder) throws IOException {
        Path models = Files.createTempDirectory("manifest-seed");
        Path manifest = ArtifactFixture.write(models, "1").directory().resolve(Manifest.FILE);
        Files.copy(manifest, Path.of(folder[0]).resolve("manifest"), StandardCopyOption.REPLACE_EXISTING);
    }
}

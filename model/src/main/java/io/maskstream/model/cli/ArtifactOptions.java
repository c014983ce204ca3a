package io.maskstream.model.cli;

import io.maskstream.model.artifact.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an artifact is to be written and what it is called. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class ArtifactOptions {

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The model's name.")
    private String name;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "V",
            description = "Its version: 1, 1.2.0, 2024-05-01, ...")
    private String version;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of models; DIR/NAME/V/ is made in it.")
    private Path models;

    @Option(names = "--sign-key", paramLabel = "FILE", description = "Sign it, as model sign does.")
    private Optional<Path> signKey;

    /** @throws IOException when the key cannot be read; best asked before the work */
    Optional<SigningKey> signer() throws IOException {
        return signKey.isPresent() ? Optional.of(SigningKey.read(signKey.get())) : Optional.empty();
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    Path models() {
        return models;
    }

    /**
     * Fails before the work instead of after it.
     *
     * @throws FileAlreadyExistsException when the version is there
     */
    void requireFree() throws FileAlreadyExistsException {
        Path directory = models.resolve(name).resolve(version);
        if (Files.exists(directory))
            throw new FileAlreadyExistsException(directory
                    + " exists already, and versions never change: choose another --version, or remove the directory");
    }
}

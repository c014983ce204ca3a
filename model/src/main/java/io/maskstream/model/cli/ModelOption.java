package io.maskstream.model.cli;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.ModelFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --model}, the same for every command that reads an artifact. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class ModelOption {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A model's folder NAME/, whose newest version is taken, or a version's folder NAME/VERSION/.")
    private Path directory;

    /**
     * The manifest; the files are not verified yet.
     *
     * @throws ModelException INVALID_ARTIFACT when there is no complete version
     */
    ModelArtifact artifact() {
        ModelFolder folder = ModelFolder.of(directory);
        return folder.newest()
                .map(folder::read)
                .orElseThrow(() -> new ModelException(
                        ModelException.Kind.INVALID_ARTIFACT,
                        "--model " + directory + ": no version with a manifest.json there; make one with model export"
                                + " or model package"));
    }
}

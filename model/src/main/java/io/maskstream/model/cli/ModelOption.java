package io.maskstream.model.cli;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --model}, the folder of an artifact. */
@SuppressWarnings("NullAway.Init") // picocli sets required options
class ModelOption {

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
     * @throws IOException when another file that an option names cannot be read
     */
    ModelArtifact artifact() throws IOException {
        ModelFolder folder = ModelFolder.of(directory);
        return folder.newest()
                .map(folder::read)
                .orElseThrow(() -> new ModelException(
                        ModelException.Kind.INVALID_ARTIFACT,
                        "--model " + directory + ": no version with a manifest.json there; make one with model export"
                                + " or model package"));
    }
}

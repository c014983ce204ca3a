package io.maskstream.model.artifact;

import io.maskstream.model.ModelSpec;
import java.nio.file.Path;

/** A model artifact on disk: a directory {@code NAME/VERSION/} whose manifest was read. Immutable. */
public final class ModelArtifact {

    private final Path directory;
    private final ModelSpec spec;
    private final String modelSha256;

    ModelArtifact(Path directory, ModelSpec spec, String modelSha256) {
        this.directory = directory;
        this.spec = spec;
        this.modelSha256 = modelSha256;
    }

    public Path directory() {
        return directory;
    }

    public ModelSpec spec() {
        return spec;
    }

    /** SHA-256 of {@code model.pt}, lower-case hex, as the manifest declares it. */
    public String modelSha256() {
        return modelSha256;
    }
}

package io.maskstream.model.artifact;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Artifacts whose model file is no model: for tests that run none. */
final class ArtifactFixture {

    static final Samples SAMPLES = new Samples(2, new float[2 * 3 * 2 * 2], new float[] {1, 2, 3, 4});

    private ArtifactFixture() {}

    static ModelSpec spec(String version) {
        return new ModelSpec(
                "tiny",
                version,
                List.of("cat", "dog"),
                new InputShape(3, 2, 2),
                new Normalization(List.of(0.5f, 0.4f, 0.3f), List.of(0.2f, 0.3f, 0.4f)),
                ResizeRule.COVER,
                1.5f,
                Optional.of(new ConfidenceForRisk(0.01, 0.875)),
                Optional.of(new Conformal(0.95, 0.25)));
    }

    static ArtifactWriter writer(String version) {
        return ArtifactWriter.of(
                spec(version), out -> out.write("not a model".getBytes(StandardCharsets.UTF_8)), SAMPLES);
    }

    static ModelArtifact write(Path models, String version) throws IOException {
        return writer(version).write(models);
    }
}

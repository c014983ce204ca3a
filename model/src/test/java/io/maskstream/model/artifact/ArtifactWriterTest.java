package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactWriterTest {

    @TempDir
    Path models;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Metric top1 = new Metric("top1", "fashion-mnist", "test", 0.93, Optional.of(new Metric.Interval(0.925, 0.935)));
        Metric ece = new Metric("ece", "fashion-mnist", "validation", 0.01, Optional.empty());
        ArtifactFixture.writer("1.0")
                .weights(Map.of("fc.weight", new Tensor(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6})))
                .thresholds(Map.of("cat", 0.7))
                .metrics(List.of(top1, ece))
                .provenance(Map.of("seed", "17"))
                .write(models);

        ModelArtifact read = ModelArtifact.read(models.resolve("tiny/1.0")).verify();

        assertThat(read.spec()).isEqualTo(ArtifactFixture.spec("1.0"));
        assertThat(read.files()).containsExactly("model.pt", "weights.npz", "samples.npz");
        assertThat(read.thresholds()).containsExactly(Map.entry("cat", 0.7));
        assertThat(read.metrics()).containsExactly(top1, ece);
        assertThat(read.provenance()).containsExactly(Map.entry("seed", "17"));
        assertThat(read.modelSha256()).isEqualTo("708811ccb1510c6d6c6e6379ef09be39bdbb0e7edcf44fefcca21c6228ee6d89");
        assertThat(read.samples().count()).isEqualTo(2);
        assertThat(read.samples().images()).hasSize(24);
        assertThat(read.samples().logits()).containsExactly(1, 2, 3, 4);
        Map<String, Tensor> weights = Npz.read(models.resolve("tiny/1.0/weights.npz"));
        assertThat(weights).containsOnlyKeys("fc.weight");
    }

    @Test
    void theManifestComesLast() throws IOException {
        Path version = models.resolve("tiny/1");
        ArtifactWriter.of(
                        ArtifactFixture.spec("1"),
                        out -> {
                            assertThat(version).isDirectory();
                            assertThat(version.resolve("manifest.json")).doesNotExist();
                            out.write(1);
                        },
                        ArtifactFixture.SAMPLES)
                .write(models);

        try (var files = Files.list(version)) {
            assertThat(files.map(f -> version.relativize(f).toString()))
                    .containsExactlyInAnyOrder("model.pt", "samples.npz", "manifest.json");
        }
    }

    @Test
    void anExistingVersionIsNeverChanged() throws IOException {
        ArtifactFixture.write(models, "1");
        byte[] before = Files.readAllBytes(models.resolve("tiny/1/manifest.json"));

        assertThatThrownBy(() -> ArtifactFixture.writer("1")
                        .provenance(Map.of("seed", "2"))
                        .write(models))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("tiny/1")
                .hasMessageContaining("choose another");

        assertThat(models.resolve("tiny/1/manifest.json")).hasBinaryContent(before);
    }

    @Test
    void aFailedWriteLeavesNothingBehind() {
        ArtifactWriter failing = ArtifactWriter.of(
                ArtifactFixture.spec("1"),
                out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                },
                ArtifactFixture.SAMPLES);

        assertThatThrownBy(() -> failing.write(models)).hasMessage("disk full");
        assertThat(models.resolve("tiny/1")).doesNotExist();
    }

    @Test
    void samplesMustFitTheSpec() {
        ArtifactWriter wrong = ArtifactWriter.of(
                ArtifactFixture.spec("1"), out -> out.write(1), new Samples(1, new float[27], new float[2]));

        assertThatThrownBy(() -> wrong.write(models))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("27 image floats");
        assertThat(models.resolve("tiny/1")).doesNotExist();
    }
}

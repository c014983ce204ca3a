package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that a careless copy or an attacker leaves: an error with file, value and remedy, or passed over. */
class HostileFolderTest {

    private static final int MANIFEST_MUTATIONS = 2_000;
    private static final int MANY = 10_000;

    @TempDir
    Path temporary;

    private Path models = Path.of("");
    private Path version = Path.of("");

    @BeforeEach
    void writeAnArtifact() throws IOException {
        models = temporary.resolve("models");
        version = ArtifactFixture.write(models, "1").directory();
    }

    @Test
    void aManifestThatIsALinkOutIsRefusedAndNotQuoted() throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret"), "hunter2");
        Files.delete(version.resolve("manifest.json"));
        Files.createSymbolicLink(version.resolve("manifest.json"), outside);

        assertThatThrownBy(() -> ModelArtifact.read(version))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("manifest.json", "secret", "must lie inside", "copy it there")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSignatureThatIsALinkOutIsRefusedAndNotQuoted() throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret"), "hunter2");
        Files.createSymbolicLink(version.resolve("manifest.sig"), outside);
        ModelArtifact artifact = ModelArtifact.read(version);

        assertThatThrownBy(artifact::signer)
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("manifest.sig", "must lie inside")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aManifestThatIsALinkWithinIsFollowed() throws IOException {
        Files.createDirectory(version.resolve("..data"));
        Files.move(version.resolve("manifest.json"), version.resolve("..data/manifest.json"));
        Files.createSymbolicLink(version.resolve("manifest.json"), Path.of("..data/manifest.json"));

        assertThat(ModelArtifact.read(version).verify().spec().version()).isEqualTo("1");
    }

    @Test
    void aLinkToItselfIsNoVersion() throws IOException {
        Files.createSymbolicLink(models.resolve("tiny/2"), Path.of("2"));

        assertThat(ModelFolder.of(models.resolve("tiny")).versions()).containsExactly("1");
    }

    @Test
    void missingLabelsAreNamedWithTheRemedy() throws IOException {
        Path manifest = version.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"labels\"", "\"lables\""));

        assertThatThrownBy(() -> ModelArtifact.read(version))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("manifest.json", "labels is missing", "export the model again");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 90, 99})
    void aManifestCutShortIsNotJson(int percent) throws IOException {
        byte[] whole = Files.readAllBytes(version.resolve("manifest.json"));
        Files.write(version.resolve("manifest.json"), Arrays.copyOf(whole, whole.length * percent / 100));

        assertThatThrownBy(() -> ModelArtifact.read(version))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .hasMessageContaining("manifest.json");
    }

    /** Found by {@code integration-tests/fuzz}. */
    @Test
    void aNumberWithoutEndIsRefused() throws IOException {
        Path manifest = version.resolve("manifest.json");
        Files.writeString(manifest, "{\n  \"format\" : " + "2".repeat(100_000) + "\n}");

        assertThatThrownBy(() -> ModelArtifact.read(version))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("manifest.json", "is not JSON that can be read");
    }

    /** See {@code integration-tests/fuzz} for more of it. */
    @Test
    void aDamagedManifestIsRefusedOrReadAndNothingElse() throws IOException {
        byte[] whole = Files.readAllBytes(version.resolve("manifest.json"));
        Random random = new Random(7);
        for (int i = 0; i < MANIFEST_MUTATIONS; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(6); n >= 0; n--)
                damaged[random.nextInt(damaged.length)] = whole[random.nextInt(whole.length)];
            ManifestFuzz.fuzzerTestOneInput(damaged);
        }
    }

    /** Whatever its hash says: a signer may have signed half a file. */
    @Test
    void samplesCutAnywhereAreRefusedByTheirFile() throws IOException {
        Path samples = version.resolve("samples.npz");
        byte[] whole = Files.readAllBytes(samples);
        ModelArtifact artifact = ModelArtifact.read(version);
        // The last entry ends before the zip's directory, which a stream of entries never reads.
        int needed = indexOfDirectory(whole);
        for (int length = 0; length < needed; length++) {
            Files.write(samples, Arrays.copyOf(whole, length));
            assertThatThrownBy(artifact::samples)
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("samples.npz");
        }
    }

    @Test
    void theNewestOfTenThousandVersionsIsFound() throws IOException {
        for (int i = 2; i <= MANY; i++) {
            Path next = Files.createDirectory(models.resolve("tiny/" + i));
            Files.createLink(next.resolve("manifest.json"), version.resolve("manifest.json"));
        }
        ModelFolder folder = ModelFolder.of(models.resolve("tiny"));

        assertThat(folder.newest()).contains(String.valueOf(MANY));
        assertThat(folder.versions()).hasSize(MANY).startsWith("1", "2", "3").endsWith("9999", "10000");
    }

    private static int indexOfDirectory(byte[] zip) {
        int at = 0;
        while (zip[at] != 'P' || zip[at + 1] != 'K' || zip[at + 2] != 1 || zip[at + 3] != 2) at++;
        return at;
    }
}

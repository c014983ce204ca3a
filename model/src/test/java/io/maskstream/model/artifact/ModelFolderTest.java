package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    Path models;

    @Test
    void versionsAreOrderedNaturally() throws IOException {
        for (String version : new String[] {"10", "9", "1.2.0", "1.10.0"}) ArtifactFixture.write(models, version);
        ModelFolder folder = ModelFolder.of(models.resolve("tiny"));

        assertThat(folder.versions()).containsExactly("1.2.0", "1.10.0", "9", "10");
        assertThat(folder.newest()).contains("10");
        assertThat(folder.read("9").spec().version()).isEqualTo("9");
    }

    @Test
    void aVersionWithoutManifestIsNotThereYet() throws IOException {
        ArtifactFixture.write(models, "1");
        Path next = ArtifactFixture.write(models, "2").directory();
        Files.move(next.resolve("manifest.json"), next.resolve("manifest.later"));
        ModelFolder folder = ModelFolder.of(models.resolve("tiny"));

        assertThat(folder.versions()).containsExactly("1");
        assertThat(folder.newest()).contains("1");
        assertThat(folder.fingerprint("2")).isEmpty();

        Files.move(next.resolve("manifest.later"), next.resolve("manifest.json"));
        assertThat(folder.newest()).contains("2");
    }

    @Test
    void aDirectoryThatDoesNotExistYetHasNoVersions() {
        ModelFolder folder = ModelFolder.of(models.resolve("missing"));
        assertThat(folder.versions()).isEmpty();
        assertThat(folder.newest()).isEmpty();
    }

    @Test
    void oneVersionsDirectoryIsThatVersionOnly() throws IOException {
        ArtifactFixture.write(models, "1");
        ArtifactFixture.write(models, "2");
        ModelFolder folder = ModelFolder.of(models.resolve("tiny/1"));

        assertThat(folder.versions()).containsExactly("1");
        assertThat(folder.read("1").directory()).isEqualTo(models.resolve("tiny/1"));
        assertThatThrownBy(() -> folder.read("2")).hasMessageContaining("version is \"1\"");
    }

    @Test
    void theParentOfASingleModelStandsForIt() throws IOException {
        ArtifactFixture.write(models, "1");
        Files.createDirectories(models.resolve("empty/1"));
        assertThat(ModelFolder.of(models).versions()).containsExactly("1");
    }

    @Test
    void theParentOfSeveralModelsIsRefusedByTheirNames() throws IOException {
        ArtifactFixture.write(models, "1");
        ArtifactFixture.write(models.resolve("more"), "1");
        Files.move(models.resolve("more/tiny"), models.resolve("other"));

        assertThatThrownBy(() -> ModelFolder.of(models).newest())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tiny")
                .hasMessageContaining("other")
                .hasMessageContaining("model.dir");
    }

    @Test
    void aCopyUnderAnotherVersionsNameIsRefused() throws IOException {
        Path one = ArtifactFixture.write(models, "1").directory();
        Files.move(one, models.resolve("tiny/2"));

        assertThatThrownBy(() -> ModelFolder.of(models.resolve("tiny")).read("2"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("version is \"1\"");
    }

    @Test
    void aVersionOutsideTheDirectoryIsRefused() throws IOException {
        ArtifactFixture.write(models, "1");
        assertThatThrownBy(() -> ModelFolder.of(models.resolve("tiny")).read("../tiny/1"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("../tiny/1");
    }

    @Test
    void theFingerprintChangesWithTheManifest() throws IOException {
        Path one = ArtifactFixture.write(models, "1").directory();
        ModelFolder folder = ModelFolder.of(models.resolve("tiny"));
        String before = folder.fingerprint("1").orElseThrow();
        assertThat(folder.fingerprint("1")).contains(before);

        Path manifest = one.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("COVER", "FIT"));
        assertThat(folder.fingerprint("1")).get().isNotEqualTo(before);
    }
}

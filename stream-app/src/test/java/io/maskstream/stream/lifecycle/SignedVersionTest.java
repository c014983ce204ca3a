package io.maskstream.stream.lifecycle;

import static io.maskstream.stream.lifecycle.ModelWatcherTest.assertServes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.SigningKey;
import io.maskstream.model.artifact.TrustedKeys;
import io.maskstream.model.fixture.KeyFiles;
import io.maskstream.stream.ImageClassification;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With {@code model.trusted.keys} only what one of them signed serves. */
@Timeout(60)
class SignedVersionTest {

    @TempDir
    Path models;

    @TempDir
    Path keyFolder;

    @Test
    void onlyAVersionThatATrustedKeySignedServes() throws IOException {
        KeyFiles ours = KeyFiles.write(keyFolder, "ours", "Ed25519");
        KeyFiles theirs = KeyFiles.write(keyFolder, "theirs", "Ed25519");
        WatcherFixture fixture = new WatcherFixture(models, "1").trusted(TrustedKeys.read(List.of(ours.open())));
        assertThatThrownBy(fixture::first)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContainingAll("version 1, VERIFYING", "manifest.sig: is missing");
        sign(fixture, "1", ours);
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            sign(fixture, "2", theirs);
            watcher.poll();
            assertServes(watcher, "1");
            assertThat(fixture.rejected.get(fixture.rejected.size() - 1).reason())
                    .contains("is signed by the key " + SigningKey.read(theirs.secret()));
            assertThat(fixture.runtime.versions()).as("loaded").containsExactly("1");

            // Signed after it was rejected; the manifest is the same.
            sign(fixture, "2", ours);
            watcher.poll();
            assertServes(watcher, "2");
        }
    }

    @Test
    void aKeyThatCannotBeReadStopsTheStart() {
        PipelineConfig config = PipelineConfig.of(Map.of(
                "maskstream.model.dir",
                models.toString(),
                "maskstream.dead.letter.topic",
                "dead",
                "maskstream.model.trusted.keys",
                "gone.pem"));
        assertThatThrownBy(() -> ImageClassification.of(config))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("maskstream.model.trusted.keys = gone.pem: gone.pem: no such file");
    }

    private static void sign(WatcherFixture fixture, String version, KeyFiles keys) throws IOException {
        ModelArtifact.read(fixture.folder.resolve(version)).sign(SigningKey.read(keys.secret()));
    }
}

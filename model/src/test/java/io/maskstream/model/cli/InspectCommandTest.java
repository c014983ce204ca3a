package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectCommandTest {

    @TempDir
    Path folder;

    private ModelArtifact model;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(folder, TinyModel.spec("tiny", "1", 8));
    }

    @Test
    void showsTheManifestAndVerifiesTheFiles() throws IOException {
        Cli cli = Cli.run("inspect", "--model", folder.resolve("tiny"));
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out())
                .contains("tiny/1")
                .contains("3x8x8 RGB, resize STRETCH")
                .contains("3: red, green, blue")
                .contains("model.pt  " + Files.size(model.modelFile()) + " bytes  sha256 " + model.modelSha256()
                        + "  verified");
    }

    @Test
    void jsonIsTheManifestWithItsPlace() {
        JsonNode json = Cli.run("inspect", "--model", folder.resolve("tiny"), "--json")
                .json()
                .get(0);
        assertThat(json.get("verified").asBoolean()).isTrue();
        assertThat(json.get("directory").asText()).isEqualTo(model.directory().toString());
        assertThat(json.get("labels")).hasSize(3);
        assertThat(json.at("/files/model.pt/sha256").asText()).isEqualTo(model.modelSha256());
    }

    @Test
    void anAlteredFileFails() throws IOException {
        byte[] bytes = Files.readAllBytes(model.modelFile());
        bytes[bytes.length / 2] ^= 1;
        Files.write(model.modelFile(), bytes);
        Cli cli = Cli.run("inspect", "--model", folder.resolve("tiny"));
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("model.pt: its SHA-256 is");
    }
}

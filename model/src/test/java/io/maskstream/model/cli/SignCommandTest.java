package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.SigningKey;
import io.maskstream.model.fixture.KeyFiles;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignCommandTest {

    @TempDir
    Path folder;

    private Path model = Path.of("");
    private KeyFiles keys = new KeyFiles(Path.of(""), Path.of(""));
    private KeyFiles others = keys;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(folder, TinyModel.spec("tiny", "1", 8)).directory();
        keys = KeyFiles.write(folder, "keys", "Ed25519");
        others = KeyFiles.write(folder, "others", "Ed25519");
    }

    @Test
    void aSignedModelIsRunAndShown() throws IOException {
        Cli sign = Cli.run("sign", "--model", folder.resolve("tiny"), "--key", keys.secret());
        assertThat(sign.exitCode()).as(sign.err()).isZero();
        String signer = SigningKey.read(keys.secret()).fingerprint();
        assertThat(sign.out()).contains("tiny/1", "signed by " + signer);

        assertThat(Cli.run("inspect", "--model", model).out())
                .contains("signature      by " + signer + ", not compared with --trusted-keys");
        Cli trusted = Cli.run("inspect", "--model", model, "--trusted-keys", others.open() + "," + keys.open());
        assertThat(trusted.out()).contains("by " + signer + ", a trusted key");
        JsonNode json = Cli.run("inspect", "--model", model, "--json").json().get(0);
        assertThat(json.path("signedBy").asText()).isEqualTo(signer);

        Path green = Pictures.write(folder.resolve("green.png"), 9, 7, 0x00ff00);
        Cli classified = Cli.run("classify", "--model", model, "--trusted-keys", keys.open(), green);
        assertThat(classified.exitCode()).as(classified.err()).isZero();
    }

    @Test
    void everyCommandThatRunsAModelRefusesOneThatNobodyTrustedSigned() throws IOException {
        Path green = Pictures.write(folder.resolve("green.png"), 9, 7, 0x00ff00);
        assertRefused(Cli.run("classify", "--model", model, "--trusted-keys", keys.open(), green), "is missing");
        ModelArtifact.read(model).sign(SigningKey.read(others.secret()));
        assertRefused(Cli.run("classify", "--model", model, "--trusted-keys", keys.open(), green), "is signed by");
        assertRefused(Cli.run("inspect", "--model", model, "--trusted-keys", keys.open()), "is signed by");
        assertRefused(
                Cli.run("evaluate", "--model", model, "--data", "folder:" + folder, "--trusted-keys", keys.open()),
                "is signed by");
    }

    @Test
    void aManifestCannotClaimASigner() throws IOException {
        assertThat(Cli.run("inspect", "--model", model).out()).contains("signature      none");
        Path manifest = model.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"format\" : 1", "\"format\" : 1, \"signedBy\" : \"me\""));
        JsonNode json = Cli.run("inspect", "--model", model, "--json").json().get(0);
        assertThat(json.get("signedBy").isNull()).isTrue();
    }

    @Test
    void whatIsNotTheManifestsIsNotSigned() throws IOException {
        Files.writeString(model.resolve("model.pt"), "another");
        assertRefused(Cli.run("sign", "--model", model, "--key", keys.secret()), "model.pt: its size");
        assertRefused(Cli.run("sign", "--model", model, "--key", keys.open()), "keys.pub: is no Ed25519 PRIVATE KEY");
        assertThat(model.resolve("manifest.sig")).doesNotExist();
    }

    private static void assertRefused(Cli cli, String words) {
        assertThat(cli.exitCode()).as(cli.out()).isEqualTo(1);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(words);
    }
}

package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.fixture.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestSignatureTest {

    @TempDir
    Path temporary;

    private KeyFiles ours = new KeyFiles(Path.of(""), Path.of(""));
    private KeyFiles theirs = ours;
    private TrustedKeys trusted = TrustedKeys.NONE;
    private Path version = Path.of("");

    @BeforeEach
    void writeASignedArtifact() throws IOException {
        ours = KeyFiles.write(temporary, "ours", "Ed25519");
        theirs = KeyFiles.write(temporary, "theirs", "Ed25519");
        trusted = TrustedKeys.read(List.of(ours.open()));
        version = signed("1", ours).directory();
    }

    @Test
    void whatATrustedKeySignedIsAccepted() throws IOException {
        ModelArtifact artifact =
                ModelArtifact.read(version).requireSignedBy(trusted).verify();
        assertThat(artifact.signer())
                .contains(SigningKey.read(ours.secret()).fingerprint())
                .contains(trusted.toString().replaceAll("[\\[\\]]", ""));
        TrustedKeys both = TrustedKeys.read(List.of(theirs.open(), ours.open()));
        assertThat(artifact.requireSignedBy(both)).isSameAs(artifact);
    }

    @Test
    void withoutTrustedKeysNoSignatureIsAskedFor() throws IOException {
        Files.delete(version.resolve("manifest.sig"));
        ModelArtifact artifact = ModelArtifact.read(version).requireSignedBy(TrustedKeys.NONE);
        assertThat(artifact.signer()).isEmpty();
    }

    @Test
    void aMissingSignatureIsRefused() throws IOException {
        Files.delete(version.resolve("manifest.sig"));
        assertRefused(version, "manifest.sig: is missing", "not signed", trusted.toString(), "model sign");
    }

    @Test
    void theSignatureOfAnotherKeyIsRefused() throws IOException {
        ModelArtifact.read(version).sign(SigningKey.read(theirs.secret()));
        assertRefused(
                version,
                "is signed by the key " + SigningKey.read(theirs.secret()).fingerprint(),
                trusted.toString());
    }

    @Test
    void aSignatureThatOnlyClaimsToBeOfATrustedKeyIsRefused() throws IOException {
        String mine = Files.readString(version.resolve("manifest.sig"));
        ModelArtifact.read(version).sign(SigningKey.read(theirs.secret()));
        String forged = Files.readString(version.resolve("manifest.sig"))
                .replaceFirst("\"publicKey\" : \"[^\"]*\"", publicKeyOf(mine));
        assertThat(forged).contains(publicKeyOf(mine));
        Files.writeString(version.resolve("manifest.sig"), forged);
        assertRefused(version, "does not sign this manifest.json");
    }

    @Test
    void anAlteredManifestIsRefused() throws IOException {
        Path manifest = version.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"dog\"", "\"dot\""));
        assertRefused(version, "does not sign this manifest.json", "altered");
        assertThatThrownBy(() -> ModelArtifact.read(version).signer()).isInstanceOf(ModelException.class);
    }

    @Test
    void anAlteredFileIsRefusedBehindAValidSignature() throws IOException {
        Files.writeString(version.resolve("model.pt"), "not a madel");
        assertRefused(version, "model.pt: its SHA-256");
    }

    @Test
    void theSignatureOfAnotherVersionIsRefused() throws IOException {
        Path second = signed("2", ours).directory();
        Files.copy(
                version.resolve("manifest.sig"), second.resolve("manifest.sig"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(second, "does not sign this manifest.json", "another version's");
    }

    @Test
    void anOldVersionUnderANewNameIsRefused() throws IOException {
        Path newer = version.resolveSibling("9");
        Files.move(version, newer);
        assertThatThrownBy(
                        () -> ModelFolder.of(temporary.resolve("models/tiny")).read("9"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("version is \"1\", its directory is asked for as 9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "garbage",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"AAAA\",\"signature\":\"AAAA\"}",
                "{\"algorithm\":\"Ed25519\",\"publicKey\":\"?\",\"signature\":\"?\"}",
                "{\"algorithm\":\"RSA\",\"publicKey\":\"AAAA\",\"signature\":\"AAAA\"}"
            })
    void whatIsNoSignatureIsRefused(String content) throws IOException {
        Files.writeString(version.resolve("manifest.sig"), content);
        assertRefused(version, "manifest.sig");
    }

    @Test
    void aSignatureCutShortIsRefused() throws IOException {
        Path file = version.resolve("manifest.sig");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"signature\" : \"[^\"]*\"", "\"signature\" : \"AAAA\""));
        assertRefused(version, "does not sign");
        Files.write(file, new byte[5000]);
        assertRefused(version, "larger than the 4096 bytes");
    }

    @ParameterizedTest
    @CsvSource({"RSA, is no Ed25519", "X25519, is no Ed25519"})
    void keysOfAnotherKindAreRefused(String algorithm, String message) throws IOException {
        KeyFiles other = KeyFiles.write(temporary, "other", algorithm);
        assertThatThrownBy(() -> TrustedKeys.read(List.of(other.open())))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("other.pub", message, "openssl pkey");
        assertThatThrownBy(() -> SigningKey.read(other.secret()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("other.pem", message, "openssl genpkey");
    }

    @Test
    void aPrivateKeyIsNotTakenForAPublicOneNorShown() throws IOException {
        String secret = Files.readString(ours.secret()).lines().toList().get(1);
        assertThatThrownBy(() -> TrustedKeys.read(List.of(ours.secret())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ours.pem")
                .hasMessageNotContaining(secret);
        assertThat(SigningKey.read(ours.secret()).toString()).startsWith("sha256:");
    }

    /** Keys, fingerprint and signature by openssl 3: genpkey, pkey -pubout, pkeyutl -sign -rawin, sha256sum. */
    @Test
    void opensslUnderstandsTheSame() throws IOException {
        Path secret = temporary.resolve("openssl.pem");
        Files.writeString(
                secret,
                "-----BEGIN PRIVATE " + "KEY-----\nMC4CAQAwBQYDK2VwBCIEIJl3l1FXvepJy032OkiRNC+iyg0XaSRfUj7hMU+R06Gm\n"
                        + "-----END PRIVATE KEY-----\n");
        SigningKey key = SigningKey.read(secret);
        assertThat(key.fingerprint())
                .isEqualTo("sha256:8c45679368331fd89d74c99c288d39bbd23443ecd0161fdad3eb87b818f06052");
        assertThat(Base64.getEncoder()
                        .encodeToString(key.sign("manifest".getBytes(StandardCharsets.US_ASCII))
                                .signature()))
                .isEqualTo("baJt22NSoPnohTGKh8VHEhR8n0zsBsAAzVlr58IBA8obT2MWODRdyJBcYGL4m4oot31xMYFVcqy3Xm1Cpah8Dw==");
    }

    private ModelArtifact signed(String name, KeyFiles keys) throws IOException {
        ModelArtifact artifact = ArtifactFixture.write(temporary.resolve("models"), name);
        artifact.sign(SigningKey.read(keys.secret()));
        return artifact;
    }

    private static String publicKeyOf(String json) {
        int from = json.indexOf("\"publicKey\"");
        return json.substring(from, json.indexOf('"', json.indexOf(':', from) + 3) + 1);
    }

    private void assertRefused(Path directory, String... words) {
        assertThatThrownBy(() ->
                        ModelArtifact.read(directory).requireSignedBy(trusted).verify())
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .hasMessageContainingAll(words);
    }
}

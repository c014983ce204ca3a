package io.maskstream.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.maskstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.sig}: an Ed25519 signature of the bytes of {@code manifest.json}, and whose it is. As the manifest holds
 * the model's name, its version and the SHA-256 of every file, nothing of a signed version can be exchanged, nor can its
 * signature serve another version.
 */
record ManifestSignature(PublicKey key, byte[] signature) {

    static final String FILE = "manifest.sig";

    private static final int MAX_BYTES = 4 << 10;

    private record Json(
            @Nullable String algorithm,
            @Nullable String publicKey,
            @Nullable String signature) {}

    /**
     * The signature of a version, if it has one.
     *
     * @throws ModelException INVALID_ARTIFACT when it is unreadable or not the one of these bytes
     */
    static Optional<ManifestSignature> read(Path directory, byte[] manifest) {
        Path file = directory.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        ManifestSignature signature = parse(directory, file);
        if (!Ed25519.verifies(signature.key, manifest, signature.signature))
            throw Invalid.file(
                    file,
                    "does not sign this " + Manifest.FILE + ": the manifest was altered, or the signature is another"
                            + " version's; copy the whole directory again, or sign it");
        return Optional.of(signature);
    }

    /** @throws ModelException INVALID_ARTIFACT when there is none, a wrong one or one of somebody else */
    static void require(TrustedKeys trusted, Path directory, byte[] manifest) {
        Path file = directory.resolve(FILE);
        ManifestSignature signature = read(directory, manifest)
                .orElseThrow(() -> Invalid.file(
                        file,
                        "is missing: the version is not signed, and only what one of the keys " + trusted
                                + " signed is trusted; sign it with maskstream model sign"));
        if (!trusted.contains(signature.key))
            throw Invalid.file(
                    file,
                    "is signed by the key " + signature.signer() + ", the trusted ones are " + trusted
                            + "; sign the version with one of these, or add the key to model.trusted.keys");
    }

    String signer() {
        return Ed25519.fingerprint(key);
    }

    void write(Path directory) throws IOException {
        Path temporary = directory.resolve("." + FILE + ".tmp");
        Base64.Encoder base64 = Base64.getEncoder();
        Json json = new Json(Ed25519.NAME, base64.encodeToString(key.getEncoded()), base64.encodeToString(signature));
        Files.write(temporary, ManifestJson.MAPPER.writeValueAsBytes(json));
        Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static ManifestSignature parse(Path directory, Path file) {
        try {
            Json json = ManifestJson.MAPPER.readValue(Inside.read(directory, file, MAX_BYTES), Json.class);
            if (json == null || json.algorithm == null || json.publicKey == null || json.signature == null)
                throw Invalid.file(file, "must hold algorithm, publicKey and signature; sign the version again");
            if (!json.algorithm.equals(Ed25519.NAME))
                throw Invalid.field(file, "algorithm", json.algorithm, "must be " + Ed25519.NAME);
            Base64.Decoder base64 = Base64.getDecoder();
            return new ManifestSignature(
                    Ed25519.publicKey(base64.decode(json.publicKey)), base64.decode(json.signature));
        } catch (JsonProcessingException | IllegalArgumentException | GeneralSecurityException e) {
            throw Invalid.file(file, "is no signature as model sign writes it; sign the version again", e);
        } catch (IOException e) {
            throw Invalid.file(file, "cannot be read: " + e, e);
        }
    }
}

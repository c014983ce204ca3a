package io.maskstream.model.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/** An Ed25519 private key that signs models. Immutable; shows nothing of the private key. */
public final class SigningKey {

    private static final String LABEL = "PRIVATE KEY";
    private static final String REMEDY = "make one with: openssl genpkey -algorithm ed25519 -out PRIVATE.pem";

    private final KeyPair pair;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * @param file a private key in PEM, not encrypted
     * @throws IOException when it cannot be read or is no such key; the message names it
     */
    public static SigningKey read(Path file) throws IOException {
        try {
            return new SigningKey(Ed25519.keyPair(Pem.read(file, LABEL, REMEDY)));
        } catch (GeneralSecurityException e) {
            throw Pem.unusable(file, LABEL, REMEDY, e);
        }
    }

    /** How the public key is called in messages: {@code sha256:} and the digest of its DER form in hex. */
    public String fingerprint() {
        return Ed25519.fingerprint(pair.getPublic());
    }

    ManifestSignature sign(byte[] manifest) {
        return new ManifestSignature(pair.getPublic(), Ed25519.sign(pair.getPrivate(), manifest));
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}

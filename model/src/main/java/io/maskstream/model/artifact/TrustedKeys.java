package io.maskstream.model.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** The Ed25519 public keys of those who may sign models; with none of them, no signature is asked for. Immutable. */
public final class TrustedKeys {

    /** Models need no signature. */
    public static final TrustedKeys NONE = new TrustedKeys(List.of());

    private static final String LABEL = "PUBLIC KEY";
    private static final String REMEDY = "make one with: openssl pkey -in PRIVATE.pem -pubout -out PUBLIC.pem";

    private final List<PublicKey> keys;

    private TrustedKeys(List<PublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param files one public key each, in PEM
     * @throws IOException when a file cannot be read or is no such key; the message names it
     */
    public static TrustedKeys read(List<Path> files) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(Ed25519.publicKey(Pem.read(file, LABEL, REMEDY)));
            } catch (GeneralSecurityException e) {
                throw Pem.unusable(file, LABEL, REMEDY, e);
            }
        }
        return new TrustedKeys(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean contains(PublicKey key) {
        return keys.contains(key);
    }

    /** Their fingerprints. */
    @Override
    public String toString() {
        return keys.stream().map(Ed25519::fingerprint).toList().toString();
    }
}

package io.maskstream.model.artifact;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The JDK's Ed25519 (RFC 8032). Any thread. */
final class Ed25519 {

    static final String NAME = "Ed25519";

    private Ed25519() {}

    /** @param der SubjectPublicKeyInfo */
    static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(der));
    }

    /** @param der PKCS #8, which holds the private key only */
    static KeyPair keyPair(byte[] der) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(der));
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new InvalidKeyException("the key does not give its bytes"));
        // The JDK has no other way from a private key to its public one.
        KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        PublicKey derived = generator.generateKeyPair().getPublic();
        byte[] proof = {1};
        if (!verifies(derived, proof, sign(key, proof)))
            throw new InvalidKeyException("no public key can be derived with this JDK");
        return new KeyPair(derived, key);
    }

    static byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has " + NAME, e);
        }
    }

    static boolean verifies(PublicKey key, byte[] content, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(content);
            return signature.verify(signed);
        } catch (SignatureException e) {
            // Not 64 bytes, or no point of the curve.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has " + NAME, e);
        }
    }

    static String fingerprint(PublicKey key) {
        return "sha256:" + Sha256.of(key.getEncoded());
    }

    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}

package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model artifact on disk: a directory {@code NAME/VERSION/} whose manifest was read. Immutable, for any thread; the
 * files beside the manifest are trusted only after {@link #verify()}.
 */
public final class ModelArtifact {

    /** Beyond it a file is not hashed; the largest network of this project has 53 MB. */
    static final long MAX_FILE_BYTES = 16L << 30;

    private static final long MAX_SAMPLES_BYTES = 256L << 20;

    private final Path directory;
    private final byte[] manifestBytes;
    private final Manifest manifest;

    private ModelArtifact(Path directory, byte[] manifestBytes) {
        this.directory = directory;
        this.manifestBytes = manifestBytes;
        this.manifest = ManifestReader.read(directory, manifestBytes);
    }

    /**
     * Reads the manifest of one version; looks at no other file.
     *
     * @param directory of the version, the one that holds {@code manifest.json}
     * @throws ModelException INVALID_ARTIFACT, with the file, the field, its value and what it must be
     */
    public static ModelArtifact read(Path directory) {
        return new ModelArtifact(directory, ManifestReader.bytes(directory));
    }

    /**
     * Requires that one of these signed the manifest. What it says of the other files is compared by {@link #verify()}.
     *
     * @return this
     * @throws ModelException INVALID_ARTIFACT when the version is not signed, wrongly signed or signed by somebody else
     */
    public ModelArtifact requireSignedBy(TrustedKeys trusted) {
        if (!trusted.isEmpty()) ManifestSignature.require(trusted, directory, manifestBytes);
        return this;
    }

    /**
     * Who signed the manifest, as {@link SigningKey#fingerprint()}; empty when it is not signed. Says nothing of whether
     * the key is trusted.
     *
     * @throws ModelException INVALID_ARTIFACT when the signature is not the one of this manifest
     */
    public Optional<String> signer() {
        return ManifestSignature.read(directory, manifestBytes).map(ManifestSignature::signer);
    }

    /**
     * Writes {@code manifest.sig}, over one that is there.
     *
     * @throws IOException when it cannot be written
     */
    public void sign(SigningKey key) throws IOException {
        key.sign(manifestBytes).write(directory);
    }

    /** Where the signature is, if there is one. */
    public Path signatureFile() {
        return directory.resolve(ManifestSignature.FILE);
    }

    /**
     * Compares every file that the manifest lists with its size and SHA-256. Takes as long as reading them.
     *
     * @return this
     * @throws ModelException INVALID_ARTIFACT when a file is missing, altered, too large or outside the directory
     */
    public ModelArtifact verify() {
        manifest.files().forEach(this::verify);
        return this;
    }

    private void verify(String name, FileEntry entry) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file)) throw Invalid.file(file, "is missing; copy the whole directory again");
            Path real = Inside.requireInside(directory, file);
            long limit = name.equals(Manifest.SAMPLES) ? MAX_SAMPLES_BYTES : MAX_FILE_BYTES;
            long size = Files.size(real);
            if (size > limit) throw Invalid.field(file, "its size", size, "must be at most " + limit + " bytes");
            if (size != entry.bytes())
                throw Invalid.field(
                        file, "its size", size, "the manifest says " + entry.bytes() + "; copy the directory again");
            String actual = Sha256.of(real);
            if (!actual.equals(entry.sha256()))
                throw Invalid.field(
                        file,
                        "its SHA-256",
                        actual,
                        "the manifest says " + entry.sha256() + "; the file was altered, copy the directory again");
        } catch (IOException e) {
            throw Invalid.file(file, "cannot be read: " + e, e);
        }
    }

    /** The manifest as it was read, and as {@link #signer()} has signed it. */
    public byte[] manifestBytes() {
        return manifestBytes.clone();
    }

    public Path directory() {
        return directory;
    }

    public ModelSpec spec() {
        return manifest.spec();
    }

    /** The TorchScript archive. */
    public Path modelFile() {
        return directory.resolve(Manifest.MODEL);
    }

    /** SHA-256 of {@code model.pt}, lower-case hex, as the manifest declares it. */
    public String modelSha256() {
        FileEntry model = manifest.files().get(Manifest.MODEL);
        if (model == null)
            throw new IllegalStateException("read() lets no manifest without " + Manifest.MODEL + " pass");
        return model.sha256();
    }

    /** Names of the files that the manifest lists. */
    public List<String> files() {
        return List.copyOf(manifest.files().keySet());
    }

    /** Confidence from which a label counts, for some labels or none. */
    public Map<String, Double> thresholds() {
        return manifest.thresholds();
    }

    public List<Metric> metrics() {
        return manifest.metrics();
    }

    /** Where the model comes from, as free keys and values. */
    public Map<String, String> provenance() {
        return manifest.provenance();
    }

    /**
     * Reads the inputs whose logits are known.
     *
     * @throws ModelException INVALID_ARTIFACT when they are unreadable or do not fit the spec
     */
    public Samples samples() {
        return Samples.read(directory.resolve(Manifest.SAMPLES), spec());
    }

    @Override
    public String toString() {
        return spec().name() + "/" + spec().version();
    }
}

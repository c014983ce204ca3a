package io.maskstream.model.artifact;

import io.maskstream.model.ModelSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one version of a model as {@code NAME/VERSION/}. The manifest comes last, by atomic rename: whoever watches the
 * directory sees a complete version or none. For one thread, used once.
 */
public final class ArtifactWriter {

    private static final String TEMPORARY_MANIFEST = ".manifest.json.tmp";

    /** Writes a file's content; must not close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final ModelSpec spec;
    private final Content model;
    private final Samples samples;
    private Map<String, Tensor> weights = Map.of();
    private Map<String, Double> thresholds = Map.of();
    private List<Metric> metrics = List.of();
    private Map<String, String> provenance = Map.of();

    private ArtifactWriter(ModelSpec spec, Content model, Samples samples) {
        this.spec = spec;
        this.model = model;
        this.samples = samples;
    }

    /**
     * @param spec its name and version become the directory's
     * @param model the TorchScript archive: float32, NCHW in, logits out
     * @param samples inputs, and what this very archive says to them
     */
    public static ArtifactWriter of(ModelSpec spec, Content model, Samples samples) {
        return new ArtifactWriter(requireNames(spec), model, samples);
    }

    /**
     * For whoever wants to know before there is anything to write.
     *
     * @throws IllegalArgumentException when name or version cannot be those of a directory
     */
    public static ModelSpec requireNames(ModelSpec spec) {
        ManifestReader.requireName("name", spec.name());
        ManifestReader.requireName("version", spec.version());
        return spec;
    }

    /** The weights in neutral form, by parameter name; a model from elsewhere may have none. */
    public ArtifactWriter weights(Map<String, Tensor> weights) {
        this.weights = weights;
        return this;
    }

    /** @param thresholds label to confidence, 0 to 1 */
    public ArtifactWriter thresholds(Map<String, Double> thresholds) {
        this.thresholds = thresholds;
        return this;
    }

    public ArtifactWriter metrics(List<Metric> metrics) {
        this.metrics = metrics;
        return this;
    }

    /** Free keys and values: data sets, seed, commit, command. */
    public ArtifactWriter provenance(Map<String, String> provenance) {
        this.provenance = provenance;
        return this;
    }

    /**
     * @param models the directory that holds {@code NAME}; made when missing
     * @return the artifact, read back and verified
     * @throws FileAlreadyExistsException when this version exists, complete or not: versions never change
     * @throws IOException when a file cannot be written; what was written is removed
     * @throws io.maskstream.model.ModelException INVALID_ARTIFACT when what was written would not be accepted
     */
    public ModelArtifact write(Path models) throws IOException {
        Path parent = Files.createDirectories(models.resolve(spec.name()));
        Path directory = parent.resolve(spec.version());
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            FileAlreadyExistsException clear = new FileAlreadyExistsException(
                    directory.toString(),
                    null,
                    "this version exists already; choose another, or remove the directory if a write was interrupted");
            clear.initCause(e);
            throw clear;
        }
        try {
            writeFiles(directory);
            return ModelArtifact.read(directory).verify();
        } catch (IOException | RuntimeException e) {
            remove(directory, e);
            throw e;
        }
    }

    private void writeFiles(Path directory) throws IOException {
        Map<String, FileEntry> files = new LinkedHashMap<>();
        files.put(Manifest.MODEL, write(directory.resolve(Manifest.MODEL), model));
        if (!weights.isEmpty())
            files.put(Manifest.WEIGHTS, write(directory.resolve(Manifest.WEIGHTS), out -> Npz.write(out, weights)));
        files.put(Manifest.SAMPLES, write(directory.resolve(Manifest.SAMPLES), out -> samples.write(out, spec)));
        byte[] manifest = ManifestWriter.bytes(new Manifest(spec, thresholds, files, metrics, provenance));
        Path temporary = directory.resolve(TEMPORARY_MANIFEST);
        write(temporary, out -> out.write(manifest));
        Files.move(temporary, directory.resolve(Manifest.FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    // On the disk before the manifest is: a power cut must not leave a complete version with empty files.
    private static FileEntry write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        return new FileEntry(Files.size(file), Sha256.of(file));
    }

    // Manifest first, so that nobody sees a version whose files are gone.
    private static void remove(Path directory, Exception reason) {
        List<String> names = new ArrayList<>(
                List.of(Manifest.FILE, TEMPORARY_MANIFEST, Manifest.MODEL, Manifest.WEIGHTS, Manifest.SAMPLES));
        names.add("");
        for (String name : names) {
            try {
                Files.deleteIfExists(directory.resolve(name));
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}

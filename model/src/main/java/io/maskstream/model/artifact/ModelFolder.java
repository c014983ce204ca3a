package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one model on disk. Looks anew at every call, so that versions may come and go; safe for many threads.
 *
 * <p>{@code model.dir} may be the directory {@code NAME} with its versions below; or one {@code NAME/VERSION}, the
 * directory with the {@code manifest.json}: then there is only that version; or a directory in which exactly one
 * {@code NAME} has a complete version. A version without {@code manifest.json} is not there yet and is passed over.
 */
public final class ModelFolder {

    private final Path root;

    private ModelFolder(Path root) {
        this.root = root;
    }

    /** @param modelDir need not exist yet */
    public static ModelFolder of(Path modelDir) {
        return new ModelFolder(modelDir);
    }

    /**
     * The complete versions, oldest first. Costs a look at each version's directory.
     *
     * @throws ModelException INVALID_ARTIFACT when the directory cannot be read or holds several models
     */
    public List<String> versions() {
        if (isVersion(root)) return List.of(single().spec().version());
        Path model = model();
        return newestFirst(model).stream()
                .filter(version -> isVersion(model.resolve(version)))
                .sorted(VersionOrder.INSTANCE)
                .toList();
    }

    /**
     * The newest complete version (1 &lt; 2 &lt; 10, 1.2.0 &lt; 1.10.0, 1.0-rc1 &lt; 1.0); empty when there is none
     * yet. Lists the directory once and then looks at the newest names only.
     *
     * @throws ModelException INVALID_ARTIFACT when the directory cannot be read or holds several models
     */
    public Optional<String> newest() {
        if (isVersion(root)) return Optional.of(single().spec().version());
        Path model = model();
        return newestFirst(model).stream()
                .filter(version -> isVersion(model.resolve(version)))
                .findFirst();
    }

    /**
     * Reads the manifest of a version.
     *
     * @throws ModelException INVALID_ARTIFACT when it is not there, or says that it is another version
     */
    public ModelArtifact read(String version) {
        if (isVersion(root)) return requireVersion(single(), version);
        Path directory = versionDirectory(version);
        if (!isVersion(directory))
            throw Invalid.file(directory, "no such version; the complete ones are " + versions());
        return requireVersion(ModelArtifact.read(directory), version);
    }

    /**
     * Tells whether a version's manifest is still the same: its SHA-256, or empty when it is not there.
     *
     * @throws ModelException INVALID_ARTIFACT when it cannot be read
     */
    public Optional<String> fingerprint(String version) {
        Path directory = isVersion(root) ? root : versionDirectory(version);
        Path manifest = directory.resolve(Manifest.FILE);
        if (!isVersion(directory)) return Optional.empty();
        try {
            return Optional.of(Sha256.of(manifest));
        } catch (IOException e) {
            throw Invalid.file(manifest, "cannot be read: " + e, e);
        }
    }

    private Path versionDirectory(String version) {
        if (!ManifestReader.isName(version))
            throw Invalid.field(root, "the version", version, "must be the name of a directory; it has " + versions());
        return model().resolve(version);
    }

    private ModelArtifact single() {
        return ModelArtifact.read(root);
    }

    private static ModelArtifact requireVersion(ModelArtifact artifact, String version) {
        String actual = artifact.spec().version();
        if (!actual.equals(version))
            throw Invalid.field(
                    artifact.directory().resolve(Manifest.FILE),
                    "version",
                    actual,
                    "its directory is asked for as " + version + "; a copy needs the name of its version");
        return artifact;
    }

    /** The directory whose children are versions. */
    private Path model() {
        List<Path> children = directories(root);
        if (children.stream().anyMatch(ModelFolder::isVersion)) return root;
        List<Path> models = children.stream()
                .filter(child -> directories(child).stream().anyMatch(ModelFolder::isVersion))
                .toList();
        if (models.size() > 1)
            throw Invalid.file(root, "holds several models (" + models + "); name one of them in model.dir");
        return models.isEmpty() ? root : models.get(0);
    }

    private static List<String> newestFirst(Path model) {
        List<String> names = new ArrayList<>();
        for (Path child : directories(model)) {
            Path name = child.getFileName();
            if (name != null && ManifestReader.isName(name.toString())) names.add(name.toString());
        }
        names.sort(VersionOrder.INSTANCE.reversed());
        return names;
    }

    private static boolean isVersion(Path directory) {
        return Files.isRegularFile(directory.resolve(Manifest.FILE));
    }

    /** Children that may be directories: telling files apart would cost a look at each of ten thousand. */
    private static List<Path> directories(Path parent) {
        List<Path> children = new ArrayList<>();
        if (!Files.isDirectory(parent)) return children;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            stream.forEach(children::add);
        } catch (IOException e) {
            throw Invalid.file(parent, "cannot be listed: " + e, e);
        }
        return children;
    }
}

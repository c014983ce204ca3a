package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.ModelFolder;
import io.maskstream.model.artifact.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions that may serve, in the order in which they are tried; remembers those that were rejected. One thread. */
final class FolderSource {

    private record Rejection(Found found, boolean verified) {}

    private final ModelFolder folder;
    private final Optional<String> pinned;
    private final TrustedKeys trusted;
    private final Map<String, Rejection> rejected = new HashMap<>();

    FolderSource(WatchSettings settings) {
        this.folder = ModelFolder.of(settings.modelDir());
        this.pinned = settings.pinnedVersion();
        this.trusted = settings.trusted();
    }

    /**
     * Newest first. Ends with the version that serves, for none below it may replace it; where that is gone from the
     * folder, its operator has rolled back and every version may.
     *
     * @throws ModelException when the folder cannot be read
     */
    List<String> versions(Optional<Found> serving) {
        if (pinned.isPresent()) return List.of(pinned.get());
        // The usual poll: the newest serves, and no other version is looked at.
        if (serving.isPresent() && folder.newest().equals(serving.map(Found::version)))
            return List.of(serving.get().version());
        List<String> versions = new ArrayList<>(folder.versions());
        rejected.keySet().retainAll(versions);
        Collections.reverse(versions);
        int at = serving.map(found -> versions.indexOf(found.version())).orElse(-1);
        return List.copyOf(at < 0 ? versions : versions.subList(0, at + 1));
    }

    /** The version as it is now; empty when it is not there. */
    Optional<Found> find(String version) {
        try {
            return folder.fingerprint(version).map(manifest -> new Found(version, manifest, files(version)));
        } catch (ModelException e) {
            // There, but unreadable: reading it again gives the reason for its rejection.
            return Optional.of(new Found(version, "unreadable: " + e.getMessage(), ""));
        }
    }

    boolean isRejected(Found found) {
        Rejection rejection = rejected.get(found.version());
        return rejection != null && rejection.found().sameAs(found, rejection.verified());
    }

    void reject(Found found, LifecycleStep step) {
        rejected.put(found.version(), new Rejection(found, step != LifecycleStep.VERIFYING));
    }

    /** @throws ModelException when nobody trusted signed the manifest, or a file is not what it says */
    ModelArtifact verify(String version) {
        return folder.read(version).requireSignedBy(trusted).verify();
    }

    private String files(String version) {
        try {
            ModelArtifact artifact = folder.read(version);
            // A version may be signed after it was put there.
            StringBuilder stamp = new StringBuilder(stamp(artifact.signatureFile())).append(' ');
            for (String file : artifact.files())
                stamp.append(stamp(artifact.directory().resolve(file))).append(' ');
            return stamp.toString();
        } catch (ModelException e) {
            // Not even the manifest is right: only its own hash can tell that it was repaired.
            return "";
        }
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return "missing";
        }
    }
}

package io.maskstream.stream.lifecycle;

import io.maskstream.stream.batch.ModelIdentity;
import java.time.Instant;
import java.util.Optional;

/** What serves, what is on its way, and what was rejected last. A snapshot: immutable, for any thread. */
public sealed interface ModelState {

    /** The model that new frames are bound to; once closed, the last one. */
    ModelIdentity model();

    Notes notes();

    /** Nothing else is on its way. */
    record Serving(ModelIdentity model, Notes notes) implements ModelState {}

    /** Another version is on its way; {@code model} serves until that one does. */
    record Changing(ModelIdentity model, Candidate candidate, Notes notes) implements ModelState {}

    /** Nobody looks for new versions any more; {@code model} serves until the engine is closed. */
    record Closed(ModelIdentity model, Notes notes) implements ModelState {}

    /** @param since when the step began: a native call that hangs shows here */
    record Candidate(String version, LifecycleStep step, Instant since) {}

    /**
     * @param lastRejected of this process, whether it was repaired since or not
     * @param folderProblem why the folder cannot be read, or that it no longer has the version that serves
     */
    record Notes(Optional<RejectedVersion> lastRejected, Optional<String> folderProblem) {}
}

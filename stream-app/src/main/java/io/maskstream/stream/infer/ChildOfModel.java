package io.maskstream.stream.infer;

import io.maskstream.stream.quarantine.Examination;
import io.maskstream.stream.quarantine.Examiner;
import io.maskstream.stream.quarantine.ExaminerUnavailableException;
import io.maskstream.stream.quarantine.Examiners;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quarantine's child JVM, for one model at a time, that has passed the control. For one thread. */
final class ChildOfModel implements AutoCloseable {

    /** Children of one model that were of no use; then it is not tried again. */
    private static final int FAILURES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ChildOfModel.class);

    private final Examiners examiners;
    private final Duration timeout;
    private final Map<String, Integer> failures = new HashMap<>();
    private @Nullable Examiner open;
    private String sha256 = "";
    private boolean used;

    /** @param timeout of the control */
    ChildOfModel(Examiners examiners, Duration timeout) {
        this.examiners = examiners;
        this.timeout = timeout;
    }

    /** The child that is open, or another; empty when none can be had for this model. */
    Optional<Examiner> of(ServedModel model) throws InterruptedException {
        if (open != null && open.isAlive() && sha256.equals(model.sha256())) return Optional.of(open);
        close();
        sha256 = model.sha256();
        while (failures.getOrDefault(sha256, 0) < FAILURES) {
            try {
                Examiner fresh = examiners.open(model.spec(), sha256);
                open = fresh;
                used = false;
                Optional<String> complaint = complaint(fresh, Control.of(model.loaded()));
                if (complaint.isEmpty()) return Optional.of(fresh);
                lost(model, complaint.get());
            } catch (ExaminerUnavailableException e) {
                lost(model, String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether nothing but the control has been in the child that {@link #of} gave; no longer after this call. What one image
     * broke may end the JVM in the next.
     */
    boolean firstUse() {
        boolean first = !used;
        used = true;
        return first;
    }

    /** A child was of no use, and no image is to blame. */
    void lost(ServedModel model, String why) {
        close();
        int count = failures.merge(model.sha256(), 1, Integer::sum);
        LOG.atWarn()
                .addKeyValue("model", model)
                .addKeyValue("why", why)
                .log(
                        count < FAILURES
                                ? "a child JVM was of no use, another is tried"
                                : "no child JVM can be had: suspects of this model are let in, and one that kills will"
                                        + " kill again; see that this process may start bin/java with its own class path"
                                        + " and has memory for a second copy of the model");
    }

    private Optional<String> complaint(Examiner fresh, Control control) throws InterruptedException {
        Examination examination = fresh.examine(control.pixels(), timeout);
        return examination instanceof Examination.Survived survived
                ? control.complaint(survived.logits()).map(RuntimeException::toString)
                : Optional.of("it failed on the model's own sample: " + examination);
    }

    @Override
    public void close() {
        if (open != null) open.close();
        open = null;
    }
}

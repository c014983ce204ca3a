package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.stream.lifecycle.Promotion.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The version that serves at start, and why not a newer one. One thread, used once. */
final class FirstVersion implements Promotion.Progress {

    private static final Logger LOG = LoggerFactory.getLogger(FirstVersion.class);

    private final WatchSettings settings;
    private final List<RejectedVersion> tried = new ArrayList<>();
    private @Nullable Throwable newestFailure;

    FirstVersion(WatchSettings settings) {
        this.settings = settings;
    }

    /** @throws ModelUnavailableException when none can serve */
    Served choose(Promotion promotion) {
        Optional<Served> served;
        try {
            served = promotion.next(Optional.empty(), this);
        } catch (ModelException e) {
            throw new ModelUnavailableException("no model to serve: " + e.getMessage(), e);
        }
        if (served.isEmpty()) throw new ModelUnavailableException(problem(), newestFailure);
        if (!tried.isEmpty())
            LOG.atWarn()
                    .addKeyValue("version", served.get().model().version())
                    .addKeyValue(
                            "rejected",
                            tried.stream().map(RejectedVersion::version).toList())
                    .log("an older model version serves, because all newer ones were rejected");
        return served.get();
    }

    Optional<RejectedVersion> lastRejected() {
        return tried.isEmpty() ? Optional.empty() : Optional.of(tried.get(tried.size() - 1));
    }

    @Override
    public void entering(String version, LifecycleStep step) {
        LOG.atDebug().addKeyValue("version", version).addKeyValue("step", step).log("first model version");
    }

    @Override
    public void rejected(RejectedVersion rejected, Throwable failure) {
        tried.add(rejected);
        if (newestFailure == null) newestFailure = failure;
    }

    private String problem() {
        String folder = settings.modelDir().toString();
        if (tried.isEmpty() && settings.pinnedVersion().isPresent())
            return folder + ": has no complete version "
                    + settings.pinnedVersion().get()
                    + ", which model.version asks for; put it there (its manifest.json last), or ask for another";
        if (tried.isEmpty())
            return folder + ": has no complete model version; model.dir must hold at least one directory VERSION/ with"
                    + " a manifest.json (maskstream model export or package writes one)";
        return tried.stream()
                .map(r -> "\n  version " + r.version() + ", " + r.step() + ": " + r.reason())
                .collect(Collectors.joining(
                        "",
                        folder + ": no model version can serve. Tried:",
                        "\nRepair one of them, or put a version there that serves."));
    }
}

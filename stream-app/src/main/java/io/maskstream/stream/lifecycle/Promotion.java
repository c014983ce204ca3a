package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.ModelRuntime;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.infer.EngineTime;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the version that should serve and takes it there; what fails on the way is rejected. One thread. */
final class Promotion {

    private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);

    /** @param found as it was when it was loaded */
    record Served(Found found, ModelIdentity model) {}

    /** What happens on the way. */
    interface Progress {

        /** What it throws ends the way. */
        void entering(String version, LifecycleStep step);

        void rejected(RejectedVersion rejected, Throwable failure);
    }

    private final FolderSource source;
    private final Swap swap;
    private final LifecycleListener listener;
    private final EngineTime time;

    Promotion(
            WatchSettings settings,
            ModelRuntime runtime,
            Engine engine,
            LifecycleListener listener,
            EngineTime time,
            StepRunner steps) {
        this.source = new FolderSource(settings);
        this.swap = new Swap(source, runtime, engine, settings.maxBatch(), steps);
        this.listener = listener;
        this.time = time;
    }

    /**
     * Tries, newest first, the versions that may replace what serves.
     *
     * @return the one that serves now; empty when none replaces what served before
     * @throws ModelException when the folder cannot be read, or CLOSED at the end
     * @throws io.maskstream.stream.batch.EngineFailedException when the engine is closed
     */
    Optional<Served> next(Optional<Served> serving, Progress progress) {
        for (String version : source.versions(serving.map(Served::found))) {
            Optional<Found> found = source.find(version).filter(now -> isNew(now, serving));
            if (found.isEmpty()) continue;
            long start = time.nanos();
            try {
                ModelIdentity model = swap.run(version, step -> progress.entering(version, step));
                serves(model, Duration.ofNanos(time.nanos() - start), serving.map(Served::model));
                return Optional.of(new Served(found.get(), model));
            } catch (StepFailedException e) {
                e.throwIfTheEnd();
                source.reject(found.get(), e.step());
                RejectedVersion rejected = new RejectedVersion(version, e.step(), e.reason(), time.now());
                rejected(rejected, e, serving);
                progress.rejected(rejected, e);
            }
        }
        return Optional.empty();
    }

    /** Whether the version is still in the folder. */
    boolean isThere(String version) {
        return source.find(version).isPresent();
    }

    private boolean isNew(Found found, Optional<Served> serving) {
        boolean serves = serving.isPresent() && serving.get().found().sameAs(found, true);
        return !serves && !source.isRejected(found);
    }

    private void serves(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before) {
        LOG.atInfo()
                .addKeyValue("model", model.name())
                .addKeyValue("version", model.version())
                .addKeyValue("sha256", model.sha256())
                .addKeyValue("device", model.device())
                .addKeyValue("before", before.map(ModelIdentity::version).orElse("none"))
                .addKeyValue("loadMillis", loadTime.toMillis())
                .log("model version serves");
        tell(() -> listener.onServing(model, loadTime, before));
    }

    private void rejected(RejectedVersion rejected, StepFailedException failure, Optional<Served> serving) {
        LOG.atWarn()
                .addKeyValue("version", rejected.version())
                .addKeyValue("step", rejected.step())
                .addKeyValue("reason", rejected.reason())
                .addKeyValue("serving", serving.map(s -> s.model().version()).orElse("none"))
                .log("model version rejected");
        LOG.atDebug()
                .addKeyValue("version", rejected.version())
                .setCause(failure)
                .log("why the model version was rejected");
        tell(() -> listener.onRejected(rejected));
    }

    // What is installed serves, whatever a listener does: a swap that is not noted would be done again at every poll.
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("lifecycle listener failed");
        }
    }
}

package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.ModelRuntime;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.EngineFailedException;
import io.maskstream.stream.infer.EngineTime;
import io.maskstream.stream.lifecycle.ModelState.Candidate;
import io.maskstream.stream.lifecycle.ModelState.Notes;
import io.maskstream.stream.lifecycle.Promotion.Served;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the right model version serving while the pipeline runs. Safe for many threads.
 *
 * <ul>
 *   <li>The latest version serves: the highest that is not rejected; or the pinned one and no other.
 *   <li>The same version with another manifest is another model, and is loaded anew.
 *   <li>A version below the serving one replaces it only when the serving one is gone from the folder: that is how an
 *       operator rolls back. With nothing else there, or with a folder that cannot be read, what serves goes on.
 *   <li>A rejected version is tried again when its manifest changes; where its files were not what the manifest says, also
 *       when they change, so that a copy under way may complete.
 * </ul>
 *
 * <p>A step that does not return in 10 minutes is given up, and its version rejected.
 *
 * <p>Close the watcher before the engine, and the engine before the runtime.
 */
public final class ModelWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);
    /** Long enough to hash the largest file that an artifact may have, at 30 MB/s. */
    private static final Duration STEP_LIMIT = Duration.ofMinutes(10);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final WatchSettings settings;
    private final Promotion promotion;
    private final EngineTime time;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private Served served;
    private volatile ModelState state;

    private ModelWatcher(WatchSettings settings, Promotion promotion, EngineTime time, Served first, Notes notes) {
        this.settings = settings;
        this.promotion = promotion;
        this.time = time;
        this.served = first;
        this.state = new ModelState.Serving(first.model(), notes);
        this.thread = new Thread(this::watch, "maskstream-model-watcher");
        // A native call that hangs must not keep the JVM alive.
        thread.setDaemon(true);
    }

    /**
     * Brings up the first version before it returns: the latest that can serve, or the pinned one. Then looks for others
     * on its own thread.
     *
     * @param engine open; owned by the caller, as is the runtime
     * @throws ModelUnavailableException when no version can serve; names each that was tried
     * @throws EngineFailedException when the engine is closed
     */
    public static ModelWatcher start(
            WatchSettings settings, ModelRuntime runtime, Engine engine, LifecycleListener listener) {
        ModelWatcher watcher = first(settings, runtime, engine, listener, EngineTime.SYSTEM, STEP_LIMIT);
        watcher.thread.start();
        return watcher;
    }

    /** As {@link #start}, but somebody else calls {@link #poll}. */
    static ModelWatcher first(
            WatchSettings settings,
            ModelRuntime runtime,
            Engine engine,
            LifecycleListener listener,
            EngineTime time,
            Duration stepLimit) {
        Promotion promotion = new Promotion(settings, runtime, engine, listener, time, new StepRunner(stepLimit));
        FirstVersion first = new FirstVersion(settings);
        Served served = first.choose(promotion);
        return new ModelWatcher(settings, promotion, time, served, new Notes(first.lastRejected(), Optional.empty()));
    }

    public ModelState state() {
        return state;
    }

    /** Looks at the folder once, and takes a new version to serving if there is one. */
    void poll() {
        Optional<String> problem = Optional.empty();
        try {
            promotion.next(Optional.of(served), new Reporting()).ifPresent(next -> served = next);
            if (!promotion.isThere(served.found().version()))
                problem = Optional.of("version " + served.found().version() + " serves but is not in "
                        + settings.modelDir() + " any more; a restart would not find it");
        } catch (ModelException e) {
            if (e.kind() == ModelException.Kind.CLOSED) throw e;
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        Notes before = state.notes();
        report(before.folderProblem(), problem);
        publish(new ModelState.Serving(served.model(), new Notes(before.lastRejected(), problem)));
    }

    /**
     * Ends the look-out. Waits until a step under way has ended, at most 30 seconds: what is loaded then is closed by the
     * watcher's thread when it comes back. The engine keeps its model. Idempotent.
     */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (Thread.currentThread() != thread) thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() && state instanceof ModelState.Changing changing)
            LOG.atWarn()
                    .addKeyValue("candidate", changing.candidate())
                    .log("closed while a model version is under way");
        publish(new ModelState.Closed(state.model(), state.notes()));
    }

    private void watch() {
        try {
            while (!stop.await(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS)) pollSafely();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.atWarn().log("model watcher interrupted, it looks for new versions no more");
        } catch (ModelException | EngineFailedException e) {
            LOG.atInfo().addKeyValue("cause", e.getMessage()).log("model watcher ends");
        }
    }

    // Here what must not end the look-out is told from what does.
    private void pollSafely() {
        try {
            poll();
        } catch (ModelException | EngineFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("looking for model versions failed, the next look comes");
        }
    }

    private static void report(Optional<String> before, Optional<String> now) {
        if (now.equals(before)) return;
        if (now.isPresent()) LOG.atWarn().addKeyValue("problem", now.get()).log("model folder is in trouble");
        else LOG.atInfo().log("model folder is well again");
    }

    private synchronized void publish(ModelState next) {
        if (!(state instanceof ModelState.Closed)) state = next;
    }

    private final class Reporting implements Promotion.Progress {

        @Override
        public void entering(String version, LifecycleStep step) {
            if (stop.getCount() == 0)
                throw new ModelException(ModelException.Kind.CLOSED, "the model watcher is closed");
            publish(new ModelState.Changing(served.model(), new Candidate(version, step, time.now()), state.notes()));
        }

        @Override
        public void rejected(RejectedVersion rejected, Throwable failure) {
            publish(new ModelState.Serving(
                    served.model(),
                    new Notes(Optional.of(rejected), state.notes().folderProblem())));
        }
    }
}

package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.ModelRuntime;
import io.maskstream.model.runtime.SampleCheck;
import io.maskstream.model.runtime.Warmup;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.ModelIdentity;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one version from disk to serving. Owns the model until the engine does. One thread. */
final class Swap {

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    private final FolderSource source;
    private final ModelRuntime runtime;
    private final Engine engine;
    private final int maxBatch;
    private final StepRunner steps;

    Swap(FolderSource source, ModelRuntime runtime, Engine engine, int maxBatch, StepRunner steps) {
        this.source = source;
        this.runtime = runtime;
        this.engine = engine;
        this.maxBatch = maxBatch;
        this.steps = steps;
    }

    /**
     * @param entering is told of each step before it; what it throws ends the swap
     * @throws StepFailedException what served before serves on, and nothing of the new version is left in memory
     */
    ModelIdentity run(String version, Consumer<LifecycleStep> entering) throws StepFailedException {
        enter(LifecycleStep.VERIFYING, entering);
        ModelArtifact artifact = steps.run(LifecycleStep.VERIFYING, () -> source.verify(version), late -> {});
        enter(LifecycleStep.LOADING, entering);
        LoadedModel model = steps.run(LifecycleStep.LOADING, () -> runtime.load(artifact), Swap::close);
        try {
            enter(LifecycleStep.WARMING, entering);
            Duration imageTime =
                    steps.run(LifecycleStep.WARMING, () -> Warmup.run(model, runtime.slots(), maxBatch), late -> {});
            enter(LifecycleStep.VALIDATING, entering);
            steps.run(LifecycleStep.VALIDATING, () -> check(model), late -> {});
            enter(LifecycleStep.INSTALLING, entering);
            return install(model, imageTime);
        } catch (StepFailedException e) {
            // A call that was given up may still run in it: the memory goes when that returns.
            close(model);
            throw e;
        }
    }

    private static void enter(LifecycleStep step, Consumer<LifecycleStep> entering) throws StepFailedException {
        try {
            entering.accept(step);
        } catch (RuntimeException e) {
            throw new StepFailedException(step, e);
        }
    }

    private ModelSpec check(LoadedModel model) {
        SampleCheck.run(model, runtime.slots());
        return model.spec();
    }

    // On the caller's thread: an installation that was given up and succeeds in the end would serve a closed model.
    private ModelIdentity install(LoadedModel model, Duration imageTime) throws StepFailedException {
        try {
            String device = runtime.slots().get(0).device();
            ModelSpec spec = model.spec();
            ModelIdentity identity = new ModelIdentity(spec.name(), spec.version(), model.sha256(), device);
            engine.install(model, imageTime);
            return identity;
        } catch (RuntimeException | Error e) {
            throw new StepFailedException(LifecycleStep.INSTALLING, e);
        }
    }

    private static void close(LoadedModel model) {
        try {
            model.close();
        } catch (RuntimeException | Error e) {
            LOG.atWarn()
                    .addKeyValue("version", model.spec().version())
                    .setCause(e)
                    .log("rejected model does not close, its memory is lost");
        }
    }
}

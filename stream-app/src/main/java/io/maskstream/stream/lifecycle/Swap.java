package io.maskstream.stream.lifecycle;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.ModelRuntime;
import io.maskstream.model.runtime.SampleCheck;
import io.maskstream.model.runtime.Warmup;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.ModelIdentity;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one version from disk to serving. Owns the model until the engine does. One thread. */
final class Swap {

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    private final FolderSource source;
    private final ModelRuntime runtime;
    private final Engine engine;
    private final int maxBatch;

    Swap(FolderSource source, ModelRuntime runtime, Engine engine, int maxBatch) {
        this.source = source;
        this.runtime = runtime;
        this.engine = engine;
        this.maxBatch = maxBatch;
    }

    /**
     * @param entering is told of each step before it; what it throws ends the swap
     * @throws StepFailedException what served before serves on, and nothing of the new version is left in memory
     */
    ModelIdentity run(String version, Consumer<LifecycleStep> entering) throws StepFailedException {
        ModelArtifact artifact = step(LifecycleStep.VERIFYING, entering, () -> source.verify(version));
        LoadedModel model = step(LifecycleStep.LOADING, entering, () -> runtime.load(artifact));
        try {
            Duration imageTime =
                    step(LifecycleStep.WARMING, entering, () -> Warmup.run(model, runtime.slots(), maxBatch));
            step(LifecycleStep.VALIDATING, entering, () -> {
                SampleCheck.run(model, runtime.slots());
                return true;
            });
            ModelIdentity identity = new ModelIdentity(
                    artifact.spec().name(),
                    version,
                    model.sha256(),
                    runtime.slots().get(0).device());
            return step(LifecycleStep.INSTALLING, entering, () -> {
                engine.install(model, imageTime);
                return identity;
            });
        } catch (StepFailedException e) {
            close(model);
            throw e;
        }
    }

    private static <T> T step(LifecycleStep step, Consumer<LifecycleStep> entering, Supplier<T> work)
            throws StepFailedException {
        try {
            entering.accept(step);
            return work.get();
        } catch (RuntimeException | Error e) {
            // Errors too: what a new version's code or size does must not end the one that serves.
            throw new StepFailedException(step, e);
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

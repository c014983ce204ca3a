package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import java.util.Map;

/** One artifact as a module on each device; slots of a device share its weights. */
final class DeviceModel implements LoadedModel {

    private final ModelArtifact artifact;
    private final Samples samples;
    private final Map<String, GuardedModule> modules;
    private final int maxBatch;

    DeviceModel(ModelArtifact artifact, Samples samples, Map<String, GuardedModule> modules, int maxBatch) {
        this.artifact = artifact;
        this.samples = samples;
        this.modules = Map.copyOf(modules);
        this.maxBatch = maxBatch;
    }

    @Override
    public ModelSpec spec() {
        return artifact.spec();
    }

    @Override
    public String sha256() {
        return artifact.modelSha256();
    }

    @Override
    public Samples samples() {
        return samples;
    }

    @Override
    public BatchPredictor predictor(DeviceSlot slot) {
        GuardedModule module = modules.get(slot.device());
        if (module == null)
            throw new ModelException(
                    ModelException.Kind.DEVICE_UNAVAILABLE,
                    "model " + artifact + " is not on " + slot.device() + ", it is on " + modules.keySet());
        module.requireOpen();
        return new SlotPredictor(module, spec(), Padding.of(slot), maxBatch);
    }

    @Override
    public void close() {
        modules.values().forEach(GuardedModule::close);
    }
}

package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs TorchScript archives with libtorch. The native library is loaded once a process and never unloaded; a runtime is a
 * choice of devices on it. Safe for many threads.
 */
public final class TorchScriptRuntime implements ModelRuntime {

    private final NativeEngine engine;
    private final List<DeviceSlot> slots;
    private final int maxBatch;
    private final List<String> warnings;
    private volatile boolean closed;

    private TorchScriptRuntime(NativeEngine engine, List<DeviceSlot> slots, int maxBatch, List<String> warnings) {
        this.engine = engine;
        this.slots = slots;
        this.maxBatch = maxBatch;
        this.warnings = warnings;
    }

    /**
     * Loads the native library if this process has not yet.
     *
     * @param maxBatch images in a batch at most: on a GPU, smaller ones are filled up to a power of two or to this
     * @throws ModelException DEVICE_UNAVAILABLE when a device asked for, or the native library, is not there
     */
    public static TorchScriptRuntime open(DeviceRequest request, int maxBatch) {
        TorchEngine engine = TorchEngine.load();
        return open(request, maxBatch, engine, engine.warnings());
    }

    static TorchScriptRuntime open(DeviceRequest request, int maxBatch, NativeEngine engine, List<String> warnings) {
        if (maxBatch < 1) throw new IllegalArgumentException("maxBatch: " + maxBatch + ", must be at least 1");
        int processors = Runtime.getRuntime().availableProcessors();
        return new TorchScriptRuntime(engine, request.slots(engine, processors), maxBatch, warnings);
    }

    @Override
    public List<DeviceSlot> slots() {
        return slots;
    }

    /** Which native library runs, where it comes from, and the slots; for the log. */
    public String description() {
        return engine.description() + " on "
                + slots.stream().map(DeviceSlot::device).toList();
    }

    /** What makes this process slower than it must be, with its remedy each; best logged at start. May be empty. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact) {
        requireOpen();
        Samples samples = artifact.samples();
        Map<String, GuardedModule> modules = new LinkedHashMap<>();
        try {
            for (DeviceSlot slot : slots)
                modules.computeIfAbsent(slot.device(), device -> module(artifact.modelFile(), artifact.spec(), device));
        } catch (ModelException e) {
            modules.values().forEach(GuardedModule::close);
            throw e;
        }
        return new DeviceModel(artifact, samples, modules, maxBatch);
    }

    /**
     * Runs a model file that is no artifact yet, on the first slot: how its samples are made.
     *
     * @param spec of the artifact to be
     * @param images {@code count * C * H * W} normalised floats
     * @return {@code count * classes} logits
     * @throws ModelException LOAD_FAILED, OUT_OF_MEMORY, INFERENCE_FAILED, or INVALID_ARTIFACT when the output does not
     *     fit the spec's labels
     */
    public float[] logits(Path modelFile, ModelSpec spec, float[] images, int count) {
        requireOpen();
        float[] logits = new float[count * spec.classes()];
        try (GuardedModule module = module(modelFile, spec, slots.get(0).device());
                BatchPredictor predictor = new SlotPredictor(module, spec, Padding.of(slots.get(0)), maxBatch)) {
            predictor.predict(FloatBuffer.wrap(images), count, logits);
        }
        return logits;
    }

    private GuardedModule module(Path modelFile, ModelSpec spec, String device) {
        return new GuardedModule(engine.load(modelFile, spec, device), spec.name() + "/" + spec.version());
    }

    private void requireOpen() {
        if (closed) throw new ModelException(Kind.CLOSED, "the runtime is closed");
    }

    @Override
    public void close() {
        closed = true;
    }
}

package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.fixture.TinyModel;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Devices in Java memory that compute what the tiny model computes; some fail. */
final class FakeEngine implements NativeEngine {

    private final int gpus;

    /** Devices that refuse to load. */
    final Set<String> refuseToLoad = ConcurrentHashMap.newKeySet();

    /** Devices on which every call fails. */
    final Set<String> outOfMemory = ConcurrentHashMap.newKeySet();

    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final List<String> loaded = new CopyOnWriteArrayList<>();
    final List<String> freed = new CopyOnWriteArrayList<>();

    /** Runs inside every call. */
    volatile Runnable duringCall = () -> {};

    FakeEngine(int gpus) {
        this.gpus = gpus;
    }

    @Override
    public int gpuCount() {
        return gpus;
    }

    @Override
    public String description() {
        return "fake engine";
    }

    @Override
    public NativeModule load(Path modelFile, ModelSpec spec, String device) {
        if (refuseToLoad.contains(device))
            throw new ModelException(ModelException.Kind.LOAD_FAILED, "no model on " + device);
        loaded.add(device);
        return new NativeModule() {
            @Override
            public void forward(ByteBuffer images, int batch, int count, float[] logits) {
                duringCall.run();
                if (outOfMemory.contains(device))
                    throw new ModelException(ModelException.Kind.OUT_OF_MEMORY, device + " is full");
                batches.add(batch);
                FloatBuffer floats = images.asFloatBuffer();
                float[] all = new float[floats.remaining()];
                floats.get(all);
                System.arraycopy(TinyModel.logits(all, batch, spec), 0, logits, 0, count * spec.classes());
            }

            @Override
            public void close() {
                freed.add(device);
            }
        };
    }
}

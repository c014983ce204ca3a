package io.maskstream.stream.batch;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps every image that it is given; the class that it predicts is the image's number in {@link #images()}. */
final class RecordingModel implements LoadedModel, BatchPredictor {

    private final ModelSpec spec;
    private final List<float[]> images = new ArrayList<>();

    RecordingModel(ModelSpec spec) {
        this.spec = spec;
    }

    synchronized List<float[]> images() {
        return List.copyOf(images);
    }

    @Override
    public synchronized void predict(FloatBuffer batch, int count, float[] logits) {
        int floats = spec.input().floats();
        Arrays.fill(logits, 0, count * spec.classes(), 0);
        for (int i = 0; i < count; i++) {
            float[] image = new float[floats];
            batch.get(i * floats, image);
            logits[i * spec.classes() + images.size()] = 10;
            images.add(image);
        }
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public String sha256() {
        return "0".repeat(64);
    }

    @Override
    public Samples samples() {
        return new Samples(1, new float[spec.input().floats()], new float[spec.classes()]);
    }

    @Override
    public BatchPredictor predictor(DeviceSlot slot) {
        return this;
    }

    @Override
    public void close() {}
}

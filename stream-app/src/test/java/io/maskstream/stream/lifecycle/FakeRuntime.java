package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.ModelRuntime;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A runtime without a device: its models say what {@link TinyModel} says, or what a test makes them do. */
final class FakeRuntime implements ModelRuntime {

    /** What a version does when it is loaded, and in its nth call. */
    interface Behaviour {
        default void onLoad() {}

        default void onPredict(int call, int count, float[] logits) {}
    }

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    final Queue<Model> loaded = new ConcurrentLinkedQueue<>();

    void when(String version, Behaviour behaviour) {
        behaviours.put(version, behaviour);
    }

    /** The versions that were loaded, in order. */
    List<String> versions() {
        return loaded.stream().map(model -> model.spec().version()).toList();
    }

    /** The versions whose memory is held. */
    List<String> open() {
        return loaded.stream()
                .filter(model -> model.closed.get() == 0)
                .map(model -> model.spec().version())
                .toList();
    }

    @Override
    public List<DeviceSlot> slots() {
        return List.of(new DeviceSlot(0, "fake:0"), new DeviceSlot(1, "fake:1"));
    }

    @Override
    public LoadedModel load(ModelArtifact artifact) {
        Behaviour behaviour = behaviours.getOrDefault(artifact.spec().version(), new Behaviour() {});
        behaviour.onLoad();
        Model model = new Model(artifact, behaviour);
        loaded.add(model);
        return model;
    }

    @Override
    public void close() {}

    static final class Model implements LoadedModel {

        private final ModelArtifact artifact;
        private final Behaviour behaviour;
        private final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        Model(ModelArtifact artifact, Behaviour behaviour) {
            this.artifact = artifact;
            this.behaviour = behaviour;
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
            return artifact.samples();
        }

        @Override
        public BatchPredictor predictor(DeviceSlot slot) {
            return new BatchPredictor() {
                @Override
                public void predict(FloatBuffer images, int count, float[] logits) {
                    float[] input = new float[count * spec().input().floats()];
                    images.duplicate().get(0, input);
                    System.arraycopy(TinyModel.logits(input, count, spec()), 0, logits, 0, count * spec().classes());
                    behaviour.onPredict(calls.incrementAndGet(), count, logits);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}

package io.maskstream.stream.infer;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model without a device. An image is three floats: class, version of the model it was made for, tag; the logits are 10 for
 * the class and 0 for the others. Keeps a list of everything that a native engine would answer with a crash.
 */
public final class FakeModel implements LoadedModel {

    public static final List<String> LABELS = List.of("cat", "dog", "car", "sea");
    /** The tag of the control sample. */
    public static final int CONTROL = -1;

    /** What a call does besides: blocks, throws, spoils logits. */
    public interface Behaviour {
        Behaviour NONE = call -> {};

        void during(NativeCall call);
    }

    /** @param tags of the images in the batch */
    public record NativeCall(String version, DeviceSlot slot, List<Integer> tags, float[] logits) {

        public boolean has(int tag) {
            return tags.contains(tag);
        }

        public boolean isControl() {
            return has(CONTROL);
        }

        public void spoil(int row) {
            logits[row * LABELS.size()] = Float.NaN;
        }
    }

    private final ModelSpec spec;
    private final Behaviour behaviour;
    private final Queue<NativeCall> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile int refusingSlot = -1;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger openPredictors = new AtomicInteger();
    private final AtomicInteger predictorsOpened = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    public FakeModel(int version, Behaviour behaviour) {
        this(spec(version), behaviour);
    }

    public FakeModel(ModelSpec spec, Behaviour behaviour) {
        this.spec = spec;
        this.behaviour = behaviour;
    }

    public static ModelSpec spec(int version) {
        return new ModelSpec(
                "fake",
                String.valueOf(version),
                LABELS,
                new InputShape(3, 1, 1),
                new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                ResizeRule.STRETCH,
                1);
    }

    /** This slot opens no predictor. */
    public FakeModel refusedBy(int slotIndex) {
        refusingSlot = slotIndex;
        return this;
    }

    public List<NativeCall> calls() {
        return List.copyOf(calls);
    }

    /** Sizes of the calls that are no controls, in order. */
    public List<Integer> batchSizes() {
        return calls.stream()
                .filter(call -> !call.isControl())
                .map(call -> call.tags().size())
                .toList();
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    public boolean isClosed() {
        return closed.get();
    }

    public int openPredictors() {
        return openPredictors.get();
    }

    public int predictorsOpened() {
        return predictorsOpened.get();
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public String sha256() {
        return "sha-of-" + spec.version();
    }

    @Override
    public Samples samples() {
        float version = Float.parseFloat(spec.version());
        return new Samples(1, new float[] {1, version, CONTROL}, new float[] {0, 10, 0, 0});
    }

    @Override
    public BatchPredictor predictor(DeviceSlot slot) {
        if (closed.get()) violations.add("predictor opened after close");
        if (slot.index() == refusingSlot)
            throw new ModelException(ModelException.Kind.OUT_OF_MEMORY, slot.device() + " is full");
        openPredictors.incrementAndGet();
        predictorsOpened.incrementAndGet();
        return new Predictor(slot);
    }

    @Override
    public void close() {
        if (running.get() > 0) violations.add("model closed while a call ran");
        if (openPredictors.get() > 0) violations.add("model closed before its predictors");
        if (!closed.compareAndSet(false, true)) violations.add("model closed twice");
    }

    private final class Predictor implements BatchPredictor {

        private final DeviceSlot slot;
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicBoolean shut = new AtomicBoolean();

        Predictor(DeviceSlot slot) {
            this.slot = slot;
        }

        @Override
        public void predict(FloatBuffer images, int count, float[] logits) {
            if (!busy.compareAndSet(false, true)) violations.add("two threads in one predictor");
            running.incrementAndGet();
            try {
                if (shut.get() || closed.get()) {
                    violations.add("predict after close");
                    throw new ModelException(ModelException.Kind.CLOSED, "closed");
                }
                run(images, count, logits);
                if (shut.get() || closed.get()) violations.add("closed during predict");
            } finally {
                running.decrementAndGet();
                busy.set(false);
            }
        }

        private void run(FloatBuffer images, int count, float[] logits) {
            if (!images.isDirect()) violations.add("images are not direct");
            int classes = LABELS.size();
            Arrays.fill(logits, 0, count * classes, 0);
            List<Integer> tags = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                logits[i * classes + (int) images.get(3 * i)] = 10;
                if (images.get(3 * i + 1) != Float.parseFloat(spec.version())) violations.add("versions mixed");
                tags.add((int) images.get(3 * i + 2));
            }
            NativeCall call = new NativeCall(spec.version(), slot, List.copyOf(tags), logits);
            calls.add(call);
            behaviour.during(call);
            for (int i = 0; i < count; i++)
                if ((int) images.get(3 * i + 2) != tags.get(i)) violations.add("images changed during predict");
        }

        @Override
        public void close() {
            if (busy.get()) violations.add("predictor closed while its call ran");
            if (shut.compareAndSet(false, true)) openPredictors.decrementAndGet();
        }
    }
}

package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Runs a model before it serves: the first calls of each shape allocate, choose algorithms and compile, and take many
 * times as long as later ones. Uses the artifact's samples, so that it also sees numbers that occur.
 */
public final class Warmup {

    /** The second call uses what the first has prepared; libtorch's profiling executor needs both. */
    private static final int ROUNDS = 2;

    private Warmup() {}

    /**
     * Runs every batch bucket (powers of two, and the largest batch) on every slot, on the calling thread.
     *
     * @return the time of one image in the largest batch, by its second call on the slowest slot; while all slots run at
     *     once it may take longer
     * @throws ModelException what {@link BatchPredictor#predict} throws; OUT_OF_MEMORY means that the largest batch does
     *     not fit
     */
    public static Duration run(LoadedModel model, List<DeviceSlot> slots, int maxBatch) {
        FloatBuffer images = images(model, maxBatch);
        float[] logits = new float[maxBatch * model.spec().classes()];
        long slowestNanos = 0;
        for (DeviceSlot slot : slots) {
            try (BatchPredictor predictor = model.predictor(slot)) {
                long lastNanos = 0;
                for (int bucket : Padding.buckets(maxBatch))
                    for (int round = 0; round < ROUNDS; round++) {
                        long start = System.nanoTime();
                        predictor.predict(images, bucket, logits);
                        lastNanos = System.nanoTime() - start;
                    }
                slowestNanos = Math.max(slowestNanos, lastNanos);
            }
        }
        return Duration.ofNanos(slowestNanos / maxBatch);
    }

    private static FloatBuffer images(LoadedModel model, int maxBatch) {
        Samples samples = model.samples();
        int floats = model.spec().input().floats();
        FloatBuffer images = ByteBuffer.allocateDirect(Math.multiplyExact(maxBatch, floats * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < maxBatch; i++)
            images.put(i * floats, samples.images(), i % samples.count() * floats, floats);
        return images;
    }
}

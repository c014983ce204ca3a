package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Samples;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Compares what a loaded model says to its artifact's samples with what it must say: a wrong library, device or export
 * shows here and not in the results.
 */
public final class SampleCheck {

    /**
     * Relative to the largest logit of the sample, or absolute where that is below 1: rounding errors follow the size of
     * the sums, not of a single logit.
     */
    public static final float TOLERANCE = 1e-3f;

    private static final int BATCH = 16;

    private SampleCheck() {}

    /**
     * Runs all samples on every slot, on the calling thread.
     *
     * @throws ModelException INVALID_ARTIFACT with sample, class, expected and actual logit when one differs; otherwise
     *     what {@link BatchPredictor#predict} throws
     */
    public static void run(LoadedModel model, List<DeviceSlot> slots) {
        for (DeviceSlot slot : slots) {
            try (BatchPredictor predictor = model.predictor(slot)) {
                run(model, slot, predictor);
            }
        }
    }

    private static void run(LoadedModel model, DeviceSlot slot, BatchPredictor predictor) {
        Samples samples = model.samples();
        int floats = model.spec().input().floats();
        int classes = model.spec().classes();
        float[] logits = new float[BATCH * classes];
        FloatBuffer images = FloatBuffer.wrap(samples.images());
        for (int from = 0; from < samples.count(); from += BATCH) {
            int count = Math.min(BATCH, samples.count() - from);
            predictor.predict(images.slice(from * floats, count * floats), count, logits);
            for (int i = 0; i < count; i++) compare(model.spec(), slot, samples, from + i, logits, i * classes);
        }
    }

    private static void compare(ModelSpec spec, DeviceSlot slot, Samples samples, int sample, float[] actual, int at) {
        int classes = spec.classes();
        float scale = 1;
        for (int c = 0; c < classes; c++) scale = Math.max(scale, Math.abs(samples.logits()[sample * classes + c]));
        for (int c = 0; c < classes; c++) {
            float expected = samples.logits()[sample * classes + c];
            // Written so that NaN does not pass.
            if (!(Math.abs(actual[at + c] - expected) <= TOLERANCE * scale))
                throw new ModelException(
                        Kind.INVALID_ARTIFACT,
                        "model " + spec.name() + "/" + spec.version() + " on " + slot.device() + ": sample " + sample
                                + ", class " + c + " (" + spec.labels().get(c) + "): logit " + actual[at + c]
                                + ", must be " + expected + " within " + TOLERANCE * scale
                                + "; export the model again, or run it on another device");
        }
    }
}

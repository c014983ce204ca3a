package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.runtime.LoadedModel;
import java.util.Optional;

/**
 * The first of the artifact's samples, run where a call has just failed: when it does not give the logits that the artifact
 * promises, the model or the device is at fault and no image is. Immutable.
 */
final class Control {

    /** Wide enough for another device or precision; a broken one is off by far more. */
    private static final float ABSOLUTE = 1e-2f;

    private static final float RELATIVE = 2e-2f;

    private final String model;
    private final float[] pixels;
    private final float[] expected;

    private Control(String model, float[] pixels, float[] expected) {
        this.model = model;
        this.pixels = pixels;
        this.expected = expected;
    }

    static Control of(LoadedModel model) {
        Samples samples = model.samples();
        String name = model.spec().name() + "/" + model.spec().version();
        float[] pixels = new float[model.spec().input().floats()];
        float[] expected = new float[model.spec().classes()];
        System.arraycopy(samples.images(), 0, pixels, 0, pixels.length);
        System.arraycopy(samples.logits(), 0, expected, 0, expected.length);
        return new Control(name, pixels, expected);
    }

    float[] pixels() {
        return pixels;
    }

    /** What is wrong with the logits; empty when they are those of the sample. */
    Optional<RuntimeException> complaint(float[] logits) {
        for (int i = 0; i < expected.length; i++) {
            float allowed = ABSOLUTE + RELATIVE * Math.abs(expected[i]);
            // Written so that NaN does not pass.
            if (!(Math.abs(logits[i] - expected[i]) <= allowed))
                return Optional.of(new ModelException(
                        ModelException.Kind.INFERENCE_FAILED,
                        "model " + model + ": its own sample gives " + logits[i] + " for class " + i + ", must be "
                                + expected[i] + " within " + allowed));
        }
        return Optional.empty();
    }
}

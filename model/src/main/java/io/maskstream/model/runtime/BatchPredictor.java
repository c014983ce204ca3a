package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import java.nio.FloatBuffer;

/**
 * Runs batches of one model on one device slot. One thread at a time; the memory it uses is its own.
 *
 * <p>Padding (a single to 2 on a CPU, to the next bucket on a GPU) happens behind this interface and is never seen
 * in front of it.
 */
public interface BatchPredictor extends AutoCloseable {

    /**
     * @param images {@code count} images from index 0, each CHW float32 normalised; position and limit are not moved.
     *     Direct memory of native byte order is copied fastest. Not read after the call returns; must not be written
     *     while it runs
     * @param count images in the batch, at least 1
     * @param logits receives {@code count * classes} values, row by row
     * @throws ModelException {@code OUT_OF_MEMORY} when a smaller batch may work, {@code INFERENCE_FAILED} otherwise,
     *     {@code INVALID_ARTIFACT} when the output is not one logit for each label, {@code CLOSED} after close
     */
    void predict(FloatBuffer images, int count, float[] logits);

    /** Idempotent. Must not be called while {@link #predict} runs. */
    @Override
    void close();
}

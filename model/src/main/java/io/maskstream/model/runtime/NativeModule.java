package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import java.nio.ByteBuffer;

/** A network in the memory of one device. {@link #forward} may run on many threads at once, {@link #close} on none. */
interface NativeModule extends AutoCloseable {

    /**
     * @param images direct, native byte order, {@code batch} images from position to limit; may be read until the call returns
     * @param batch images that run
     * @param count of which the first {@code count} matter
     * @param logits receives {@code count * classes} values
     * @throws ModelException OUT_OF_MEMORY, INFERENCE_FAILED, or INVALID_ARTIFACT when the output is not {@code batch x
     *     classes} float32
     */
    void forward(ByteBuffer images, int batch, int count, float[] logits);

    @Override
    void close();
}

package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Copies a batch into memory of its own, fills it up with zeros to a size that the device likes, and runs it. The copy is
 * what makes a hung call harmless: the caller's memory is not read after it was taken over.
 */
final class SlotPredictor implements BatchPredictor {

    private final GuardedModule module;
    private final ModelSpec spec;
    private final Padding padding;
    private final int maxBatch;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    // Of the thread that is in predict.
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

    SlotPredictor(GuardedModule module, ModelSpec spec, Padding padding, int maxBatch) {
        this.module = module;
        this.spec = spec;
        this.padding = padding;
        this.maxBatch = maxBatch;
    }

    @Override
    public void predict(FloatBuffer images, int count, float[] logits) {
        if (count < 1) throw new IllegalArgumentException("count: " + count + ", must be at least 1");
        long floats = (long) count * spec.input().floats();
        if (images.limit() < floats)
            throw new IllegalArgumentException("images: " + images.limit() + " floats, " + count + " images of "
                    + spec.input() + " need " + floats);
        if (logits.length < (long) count * spec.classes())
            throw new IllegalArgumentException("logits: room for " + logits.length + ", " + count + " images need "
                    + (long) count * spec.classes());
        if (!busy.compareAndSet(false, true))
            throw new IllegalStateException("a predictor belongs to one thread at a time, and a call of another runs");
        try {
            run(images, count, logits);
        } finally {
            busy.set(false);
        }
    }

    private void run(FloatBuffer images, int count, float[] logits) {
        if (closed) throw new ModelException(Kind.CLOSED, "the predictor of " + spec.name() + " is closed");
        module.requireOpen();
        int batch = padding.padded(count, maxBatch);
        int used = count * spec.input().floats();
        ByteBuffer memory = memory(batch);
        FloatBuffer input = memory.asFloatBuffer();
        input.put(0, images, 0, used);
        for (int i = used; i < input.limit(); i++) input.put(i, 0f);
        module.forward(memory, batch, count, logits);
    }

    /** Direct memory of exactly this batch; what is there grows, to the largest batch that was asked for. */
    private ByteBuffer memory(int batch) {
        long needed = (long) batch * spec.input().floats() * Float.BYTES;
        if (needed > Integer.MAX_VALUE)
            throw new ModelException(
                    Kind.OUT_OF_MEMORY,
                    "a batch of " + batch + " images of " + spec.input() + " has more than 2 GiB; set a smaller batch");
        try {
            // Twice as much as before, so that batches of growing size do not allocate each time.
            if (bytes.capacity() < needed)
                bytes = ByteBuffer.allocateDirect((int) Math.max(needed, Math.min(2L * bytes.capacity(), largest())));
        } catch (OutOfMemoryError e) {
            throw NativeFailure.of(e, Kind.OUT_OF_MEMORY, "no memory for a batch of " + batch + " images");
        }
        return bytes.slice(0, (int) needed).order(ByteOrder.nativeOrder());
    }

    private long largest() {
        return Math.min(
                Integer.MAX_VALUE, (long) Math.max(2, maxBatch) * spec.input().floats() * Float.BYTES);
    }

    @Override
    public void close() {
        closed = true;
    }
}

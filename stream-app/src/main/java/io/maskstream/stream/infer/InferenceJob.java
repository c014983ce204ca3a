package io.maskstream.stream.infer;

import io.maskstream.model.Rejection;
import io.maskstream.stream.journal.JournalEntry;

/**
 * One image that waits for the model. Ends exactly once, by one of the last three methods, on the thread of the worker
 * that holds it then; its pixels may be reused from that moment.
 */
public interface InferenceJob {

    /** CHW float32, normalised; exactly one input of the model. Read only. */
    float[] pixels();

    /** The frame that the image is of, as it is found again after a crash. */
    JournalEntry entry();

    /** {@link EngineTime#nanos()} when the image was ready for a batch. */
    long readyNanos();

    /** Nobody waits for this image any more. Never turns back to false. */
    boolean isGivenUp();

    void classified(Answer answer, Run run);

    /** @param attempts how often the image went through the model */
    void rejected(Rejection rejection, int attempts);

    /** Ends without outcome: it was given up, or the engine stops. */
    void dropped();
}

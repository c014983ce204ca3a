package io.maskstream.stream.fetch;

import io.maskstream.model.Rejection;
import java.nio.ByteBuffer;

/** What became of a reference. */
public sealed interface FetchResult {

    /** @param content its capacity is the memory that it takes */
    record Fetched(ByteBuffer content) implements FetchResult {}

    /**
     * The frame is a dead letter.
     *
     * @param attempts how often it was tried
     */
    record Failed(Rejection rejection, int attempts) implements FetchResult {}

    /** The pool is closed; nothing was decided. */
    record Cancelled() implements FetchResult {}
}

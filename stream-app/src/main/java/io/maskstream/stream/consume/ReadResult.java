package io.maskstream.stream.consume;

import io.maskstream.model.Rejection;
import io.maskstream.stream.Frame;

/** What became of a raw record. */
public sealed interface ReadResult {

    /** The record is a frame; whether its content is an image is for the decoder to say. */
    record Read(Frame frame) implements ReadResult {}

    /** The record is not a frame. */
    record Rejected(Rejection rejection) implements ReadResult {}
}

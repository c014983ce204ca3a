package io.maskstream.stream.consume;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.schemas.WireFormatException;
import io.maskstream.stream.Frame;

/** What became of a raw record. */
public sealed interface ReadResult {

    /** The record is a frame; whether its content is an image is for the decoder to say. */
    record Read(Frame frame) implements ReadResult {}

    /** The record is not a frame. */
    record Rejected(Rejection rejection) implements ReadResult {

        static Rejected nullValue() {
            return new Rejected(Rejection.of(
                    RejectionReason.NULL_VALUE, "the record's value is null (a tombstone); a frame is expected"));
        }

        static Rejected invalid(String message) {
            return new Rejected(Rejection.of(RejectionReason.INVALID_FRAME, message));
        }

        static Rejected undecodable(WireFormatException e) {
            RejectionReason reason = e.kind() == WireFormatException.Kind.UNKNOWN_SCHEMA
                    ? RejectionReason.UNKNOWN_SCHEMA
                    : RejectionReason.MALFORMED_RECORD;
            return new Rejected(Rejection.of(reason, String.valueOf(e.getMessage()), e));
        }
    }
}

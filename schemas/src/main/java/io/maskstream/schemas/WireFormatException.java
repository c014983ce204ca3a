package io.maskstream.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.NullMarked;

/** Bytes that are not a record, or a record that cannot become bytes. Says which in {@link #kind}. */
@NullMarked
public final class WireFormatException extends SerializationException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, and who can mend it. */
    public enum Kind {
        /** The bytes are damaged or something else altogether: they will never be readable. */
        MALFORMED,
        /** The bytes name a writer schema that is not known here; they may be readable once it is. */
        UNKNOWN_SCHEMA,
        /** The record lacks a required field, or the schema registry refuses its schema. */
        NOT_ENCODABLE
    }

    private final Kind kind;

    WireFormatException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    WireFormatException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

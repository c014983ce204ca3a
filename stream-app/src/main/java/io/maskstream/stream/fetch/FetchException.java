package io.maskstream.stream.fetch;

import io.maskstream.model.RejectionReason;
import java.io.IOException;

/** Why an attempt failed. The message is for the operator and goes into the dead letter. */
public final class FetchException extends IOException {

    private static final long serialVersionUID = 1;

    /** What follows from it. */
    public enum Kind {
        /** It is not allowed; the message names the configuration key. Final. */
        REFUSED(RejectionReason.FETCH_REFUSED, false),
        /** It is not there, or cannot be read. Final. */
        FAILED(RejectionReason.FETCH_FAILED, false),
        /** The other side says that it cannot now; another attempt may help. */
        UNAVAILABLE(RejectionReason.FETCH_FAILED, true),
        /** It took too long; another attempt may help. */
        TIMED_OUT(RejectionReason.FETCH_TIMEOUT, true),
        /** It is larger than {@code maskstream.frame.max.bytes}. Final. */
        TOO_LARGE(RejectionReason.CONTENT_TOO_LARGE, false),
        /** It is not the content that the reference describes. Final. */
        MISMATCH(RejectionReason.CONTENT_MISMATCH, false);

        private final RejectionReason reason;
        private final boolean retriable;

        Kind(RejectionReason reason, boolean retriable) {
            this.reason = reason;
            this.retriable = retriable;
        }

        RejectionReason reason() {
            return reason;
        }

        /** Another attempt may help. */
        public boolean isRetriable() {
            return retriable;
        }
    }

    private final Kind kind;

    public FetchException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public FetchException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

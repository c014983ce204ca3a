package io.maskstream.model.image;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;

/** How the walks and readers of this package say no. Never leaves it: {@link ImageDecoder} turns it into a value. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    Refusal(RejectionReason reason, String message) {
        // No stack trace: a refused image is an ordinary event and its message says all.
        super(message, null, false, false);
        this.rejection = Rejection.of(reason, message);
    }

    static Refusal truncated(String message) {
        return new Refusal(RejectionReason.TRUNCATED, message);
    }

    static Refusal corrupt(String message) {
        return new Refusal(RejectionReason.CORRUPT_IMAGE, message);
    }

    static Refusal unsupported(String message) {
        return new Refusal(RejectionReason.UNSUPPORTED_FORMAT, message);
    }

    Rejection rejection() {
        return rejection;
    }
}

package io.maskstream.model;

import java.util.Optional;

/**
 * An expected failure of one frame: a value, never an exception.
 *
 * @param reason what is wrong, from the fixed list
 * @param message what is wrong with this frame, for a person: the offending value and the bound
 * @param cause the exception behind it, where there was one
 */
public record Rejection(RejectionReason reason, String message, Optional<Throwable> cause) {

    public static Rejection of(RejectionReason reason, String message) {
        return new Rejection(reason, message, Optional.empty());
    }

    public static Rejection of(RejectionReason reason, String message, Throwable cause) {
        return new Rejection(reason, message, Optional.of(cause));
    }

    public Stage stage() {
        return reason.stage();
    }
}

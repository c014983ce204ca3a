package io.maskstream.stream.infer;

import io.maskstream.model.ModelException;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import java.time.Duration;
import java.util.Optional;

/** Why a call was of no use. Whose fault it is, the control says. */
record Fault(Kind kind, String message, Optional<Throwable> cause) {

    enum Kind {
        FAILED,
        OUT_OF_MEMORY,
        NON_FINITE,
        TIMEOUT
    }

    static Fault of(RuntimeException e) {
        boolean memory = e instanceof ModelException known && known.kind() == ModelException.Kind.OUT_OF_MEMORY;
        return new Fault(memory ? Kind.OUT_OF_MEMORY : Kind.FAILED, String.valueOf(e.getMessage()), Optional.of(e));
    }

    static Fault nonFinite() {
        return new Fault(Kind.NON_FINITE, "the model's output is NaN or infinite", Optional.empty());
    }

    static Fault timeout(Duration after) {
        return new Fault(Kind.TIMEOUT, "the model did not return within " + after.toMillis() + " ms", Optional.empty());
    }

    /** What an image is told that fails alone while the control passes. */
    Rejection blame() {
        RejectionReason reason = switch (kind) {
            case FAILED, OUT_OF_MEMORY -> RejectionReason.INFERENCE_FAILED;
            case NON_FINITE -> RejectionReason.NON_FINITE_OUTPUT;
            case TIMEOUT -> RejectionReason.INFERENCE_TIMEOUT;
        };
        return new Rejection(reason, message, cause);
    }
}

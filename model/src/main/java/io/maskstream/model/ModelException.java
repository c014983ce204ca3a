package io.maskstream.model;

/** The model, its artifact or its device is at fault; no image is. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Who has to act, and how. */
    public enum Kind {
        /** The artifact is incomplete, altered, contradicts itself, or may not be trusted. */
        INVALID_ARTIFACT,
        /** The native engine refuses the model. */
        LOAD_FAILED,
        /** The device asked for is not there. */
        DEVICE_UNAVAILABLE,
        /** The device's memory does not hold this batch; a smaller one may work. */
        OUT_OF_MEMORY,
        /** The call failed; whose fault it is, is not known yet. */
        INFERENCE_FAILED,
        /** The model was closed. */
        CLOSED
    }

    private final Kind kind;

    public ModelException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ModelException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

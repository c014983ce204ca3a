package io.maskstream.stream.batch;

/** The device or the model is broken beyond what isolation can cure; no record is to blame. The process must end. */
public final class EngineFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineFailedException(String message) {
        super(message);
    }

    public EngineFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

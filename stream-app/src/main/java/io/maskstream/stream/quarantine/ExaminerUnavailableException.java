package io.maskstream.stream.quarantine;

/** No child JVM can be had; the message says why. */
public final class ExaminerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ExaminerUnavailableException(String message) {
        super(message);
    }

    public ExaminerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

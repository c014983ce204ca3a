package io.maskstream.model.data;

/** A data set is missing, damaged or not what was asked for. The message names the file or value and the remedy. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}

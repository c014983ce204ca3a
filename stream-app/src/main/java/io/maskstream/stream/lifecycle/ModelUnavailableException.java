package io.maskstream.stream.lifecycle;

import org.jspecify.annotations.Nullable;

/** No model version can serve at start. The message names the folder, every version that was tried, and the remedy. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

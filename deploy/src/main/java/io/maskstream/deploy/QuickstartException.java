package io.maskstream.deploy;

/** The quickstart cannot start, or something of it failed; the message is for the user and says what to do. */
final class QuickstartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    QuickstartException(String message) {
        super(message);
    }

    QuickstartException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.maskstream.stream.app;

import io.maskstream.stream.batch.EngineFailedException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;

/** An exception as one plain line, for who has to act on it. */
final class FailureLine {

    private FailureLine() {}

    static final String PERMISSIONS = "; `maskstream config acls` prints what the brokers have to allow";

    /**
     * What the engine says if it is in the chain, else the first exception that is no mere wrapper, with its cause; and where
     * the permissions are listed when one is missing.
     */
    static String of(Throwable exception) {
        String line = line(exception);
        for (Throwable t = exception; t != null; t = t.getCause())
            if (t instanceof AuthorizationException) return line.replaceFirst("\\.$", "") + PERMISSIONS;
        return line;
    }

    private static String line(Throwable exception) {
        Throwable told = exception;
        while (told.getCause() != null && (told instanceof StreamsException || told.getMessage() == null))
            told = told.getCause();
        for (Throwable t = exception; t != null; t = t.getCause()) if (t instanceof EngineFailedException) told = t;
        String line = say(told);
        Throwable cause = told.getCause();
        return cause == null || line.contains(say(cause)) ? line : line + " (" + say(cause) + ")";
    }

    private static String say(Throwable exception) {
        String message = exception.getMessage();
        String said =
                message == null || message.isBlank() ? exception.getClass().getSimpleName() : message;
        // A bug's message alone ("null", "3") would tell nobody anything.
        if (exception instanceof NullPointerException
                || exception instanceof IndexOutOfBoundsException
                || exception instanceof Error) said = exception.getClass().getSimpleName() + ": " + said;
        return said.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}

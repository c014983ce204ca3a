package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.nio.file.Path;

/** The one form of this package's failures: file, field, value, remedy. */
final class Invalid {

    private Invalid() {}

    static ModelException field(Path file, String field, Object value, String remedy) {
        return of(file + ": " + field + " is " + shown(value) + ", " + remedy);
    }

    static ModelException missing(Path file, String field) {
        return of(file + ": " + field + " is missing; export the model again, or add it");
    }

    static ModelException file(Path file, String problem) {
        return of(file + ": " + problem);
    }

    static ModelException file(Path file, String problem, Throwable cause) {
        return new ModelException(ModelException.Kind.INVALID_ARTIFACT, file + ": " + problem, cause);
    }

    private static ModelException of(String message) {
        return new ModelException(ModelException.Kind.INVALID_ARTIFACT, message);
    }

    private static String shown(Object value) {
        String text = value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}

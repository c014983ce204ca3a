package io.maskstream.schemas;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.NullMarked;

/** The schema registry does not answer, or not sensibly. No record is to blame: try again later. */
@NullMarked
public final class SchemaRegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    SchemaRegistryUnavailableException(String message) {
        super(message);
    }

    SchemaRegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.maskstream.schemas;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** What decides the bytes on the wire; the pipeline's configuration is one. */
@NullMarked
public interface WireSettings {

    /**
     * Base URL of a schema registry that speaks Confluent's API: then records go in Confluent's format, 0x00 and the
     * schema's id before them. Empty: Avro single-object encoding, which needs no registry.
     */
    Optional<String> schemaRegistryUrl();
}

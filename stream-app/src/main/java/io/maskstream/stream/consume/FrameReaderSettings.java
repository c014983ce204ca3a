package io.maskstream.stream.consume;

import java.nio.file.Path;
import java.util.Optional;

/** How the input topics' values are to be read: {@code input.format} and the keys that belong to it. */
public sealed interface FrameReaderSettings {

    /**
     * {@code input.format=imageframe}: the values are {@link io.maskstream.schemas.ImageFrame}s.
     *
     * @param schemaRegistryUrl {@code schema.registry.url}; empty: single-object encoding
     */
    record ImageFrames(Optional<String> schemaRegistryUrl) implements FrameReaderSettings {}

    /**
     * {@code input.format=bytes}: the value is the encoded image, its time is the record's timestamp.
     *
     * @param sourceHeader {@code input.bytes.source.header}: the header that holds the source id (UTF-8); empty: the key does
     */
    record Bytes(Optional<String> sourceHeader) implements FrameReaderSettings {}

    /**
     * {@code input.format=avro}: the values are records of a schema of somebody else's.
     *
     * @param paths where in the record the image is
     * @param schema where the writer's schema comes from
     */
    record ForeignAvro(Paths paths, SchemaSource schema) implements FrameReaderSettings {}

    /**
     * Field names, separated by dots, from the outermost record inwards ({@code payload.image}); optional unions are
     * looked through.
     *
     * @param content {@code input.avro.content}: bytes or fixed
     * @param source {@code input.avro.source}: string, enum, int or long
     * @param time {@code input.avro.time}: long (timestamp-millis, timestamp-micros, timestamp-nanos; a plain long is
     *     milliseconds) or an ISO-8601 string; empty, or null in a record: the record's timestamp
     */
    record Paths(String content, String source, Optional<String> time) {}

    /** Where a foreign record's writer schema comes from. */
    sealed interface SchemaSource {

        /**
         * A schema file, and how the values are framed.
         *
         * @param avsc {@code input.avro.schema}
         * @param encoding {@code input.avro.encoding}
         */
        record File(Path avsc, Encoding encoding) implements SchemaSource {}

        /**
         * The registry that each value names an id of.
         *
         * @param url {@code schema.registry.url}
         */
        record Registry(String url) implements SchemaSource {}
    }

    /** How a foreign record is framed: {@code input.avro.encoding=single-object | binary}. */
    enum Encoding {
        /** 0xC3 0x01, the schema's fingerprint, the record. */
        SINGLE_OBJECT,
        /** The record and nothing else. */
        BINARY
    }
}

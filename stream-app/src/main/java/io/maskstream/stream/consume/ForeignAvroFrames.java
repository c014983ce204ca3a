package io.maskstream.stream.consume;

import io.maskstream.schemas.SchemaRegistry;
import io.maskstream.schemas.WireFormat;
import io.maskstream.schemas.WireFormatException;
import io.maskstream.stream.consume.FrameReaderSettings.Encoding;
import io.maskstream.stream.consume.FrameReaderSettings.Paths;
import io.maskstream.stream.consume.FrameReaderSettings.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericRecord;

/**
 * {@code input.format=avro}: any schema, no code. With a schema file the paths are checked when the reader is made; with a
 * registry whenever a record names a schema not seen before, and records of a schema that lacks a path are rejected.
 */
final class ForeignAvroFrames implements FrameReader {

    /** What is known of a schema: where its fields are, or why it cannot serve. */
    private record Known(Optional<ForeignFields> fields, String problem) {}

    private final WireFormat<GenericRecord> format;
    private final Paths paths;
    private final Map<Schema, Known> schemas = new ConcurrentHashMap<>();

    private ForeignAvroFrames(WireFormat<GenericRecord> format, Paths paths) {
        this.format = format;
        this.paths = paths;
    }

    static ForeignAvroFrames of(FrameReaderSettings.ForeignAvro settings) {
        if (settings.schema() instanceof SchemaSource.Registry registry)
            return new ForeignAvroFrames(SchemaRegistry.at(registry.url()).format("unused"), settings.paths());
        SchemaSource.File file = (SchemaSource.File) settings.schema();
        Schema schema = parse(file.avsc());
        ForeignAvroFrames frames = new ForeignAvroFrames(
                file.encoding() == Encoding.BINARY ? WireFormat.binary(schema) : WireFormat.singleObject(schema),
                settings.paths());
        frames.schemas.put(schema, new Known(Optional.of(ForeignFields.in(schema, settings.paths())), ""));
        return frames;
    }

    @Override
    public ReadResult read(RawRecord record) {
        if (record.value().isEmpty()) return ReadResult.Rejected.nullValue();
        GenericRecord value;
        try {
            value = format.decode(record.value().get());
        } catch (WireFormatException e) {
            return ReadResult.Rejected.undecodable(e);
        }
        Known known = schemas.computeIfAbsent(value.getSchema(), this::look);
        return known.fields()
                .map(fields -> fields.frame(value, record.timestamp()))
                .orElseGet(() -> ReadResult.Rejected.invalid(known.problem()));
    }

    private Known look(Schema schema) {
        try {
            return new Known(Optional.of(ForeignFields.in(schema, paths)), "");
        } catch (IllegalArgumentException e) {
            return new Known(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Schema parse(Path avsc) {
        if (!Files.isRegularFile(avsc))
            throw new IllegalArgumentException("input.avro.schema: " + avsc + ": no such file");
        Schema schema;
        try {
            schema = new SchemaParser().parse(avsc).mainSchema();
        } catch (IOException | AvroRuntimeException e) {
            throw new IllegalArgumentException(
                    "input.avro.schema: " + avsc + ": is no Avro schema: " + e.getMessage(), e);
        }
        if (schema == null || schema.getType() != Schema.Type.RECORD)
            throw new IllegalArgumentException("input.avro.schema: " + avsc + ": must hold one record at the top");
        return schema;
    }
}

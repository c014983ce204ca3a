package io.maskstream.stream.consume;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.stream.Frame;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/** Where image, source and time are in records of one foreign schema. Immutable; any thread. */
final class ForeignFields {

    private final AvroPath content;
    private final AvroPath source;
    private final Optional<AvroPath> time;

    private ForeignFields(AvroPath content, AvroPath source, Optional<AvroPath> time) {
        this.content = content;
        this.source = source;
        this.time = time;
    }

    /** @throws IllegalArgumentException when a path leads nowhere in this schema, or to a type that cannot serve */
    static ForeignFields in(Schema schema, FrameReaderSettings.Paths paths) {
        AvroPath content = AvroPath.resolve("input.avro.content", paths.content(), schema);
        AvroPath source = AvroPath.resolve("input.avro.source", paths.source(), schema);
        Optional<AvroPath> time = paths.time().map(path -> AvroPath.resolve("input.avro.time", path, schema));
        require(
                "input.avro.content",
                content,
                "bytes or fixed",
                switch (content.leaf().getType()) {
                    case BYTES, FIXED -> true;
                    default -> false;
                });
        require(
                "input.avro.source",
                source,
                "a string, enum, int or long",
                switch (source.leaf().getType()) {
                    case STRING, ENUM, INT, LONG -> true;
                    default -> false;
                });
        time.ifPresent(path -> require(
                "input.avro.time",
                path,
                "a long (timestamp-millis, -micros or -nanos, or plain milliseconds) or an ISO-8601 string",
                path.leaf().getType() == Schema.Type.STRING || isTimestamp(path.leaf())));
        return new ForeignFields(content, source, time);
    }

    private static void require(String key, AvroPath path, String expected, boolean fits) {
        if (!fits)
            throw new IllegalArgumentException(
                    key + ": " + path + " is " + AvroPath.describe(path.leaf()) + ", must be " + expected);
    }

    /** @param timestamp of the record, where it has no time of its own */
    ReadResult frame(GenericRecord record, Instant timestamp) {
        Optional<ByteBuffer> image = content.read(record).map(ForeignFields::bytes);
        if (image.isEmpty()) return ReadResult.Rejected.invalid(content + " is null, must hold the image");
        String sourceId = source.read(record).map(Object::toString).orElse("");
        if (sourceId.isEmpty())
            return ReadResult.Rejected.invalid(source + " is null or empty, must name the camera or feed");
        Instant captured;
        try {
            captured = time.flatMap(path -> path.read(record).map(value -> moment(path.leaf(), value)))
                    .orElse(timestamp);
        } catch (DateTimeException e) {
            return ReadResult.Rejected.invalid(time.map(AvroPath::toString).orElse("time")
                    + " is no ISO-8601 moment such as 2026-01-31T12:00:00Z: " + e.getMessage());
        }
        if (!CaptureTime.isRepresentable(captured))
            return ReadResult.Rejected.invalid(
                    time.map(AvroPath::toString).orElse("the record's timestamp") + " is out of range: " + captured);
        return new ReadResult.Read(
                Frame.builder(sourceId, captured, EncodedImage.of(image.get())).build());
    }

    private static ByteBuffer bytes(Object value) {
        return value instanceof GenericFixed fixed ? ByteBuffer.wrap(fixed.bytes()) : (ByteBuffer) value;
    }

    private static boolean isTimestamp(Schema schema) {
        if (schema.getType() != Schema.Type.LONG) return false;
        LogicalType logical = schema.getLogicalType();
        return logical == null || logical.getName().matches("timestamp-(millis|micros|nanos)");
    }

    private static Instant moment(Schema schema, Object value) {
        if (schema.getType() == Schema.Type.STRING) return Instant.parse(value.toString());
        long units = (Long) value;
        String logical = schema.getLogicalType() == null
                ? "timestamp-millis"
                : schema.getLogicalType().getName();
        return switch (logical) {
            case "timestamp-micros" -> Instant.EPOCH.plus(units, ChronoUnit.MICROS);
            case "timestamp-nanos" -> Instant.EPOCH.plus(units, ChronoUnit.NANOS);
            default -> Instant.ofEpochMilli(units);
        };
    }
}

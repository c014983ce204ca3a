package io.maskstream.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Records as plain JSON, as their schema says: a field added to the schema is in the JSON. (Avro's own JSON encoding wraps
 * every optional value into an object that names its type, which nobody wants to read.) Stateless; any thread.
 */
@NullMarked
final class RecordJson {

    private RecordJson() {}

    static void write(JsonGenerator json, SpecificRecord record) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            writeValue(json, record.get(field.pos()));
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) json.writeNull();
        else if (value instanceof SpecificRecord record) write(json, record);
        else if (value instanceof Integer number) json.writeNumber(number);
        else if (value instanceof Long number) json.writeNumber(number);
        else if (value instanceof Float number) json.writeNumber(number);
        else if (value instanceof Instant moment)
            json.writeString(moment.truncatedTo(ChronoUnit.MICROS).toString());
        else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) writeValue(json, item);
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                writeValue(json, entry.getValue());
            }
            json.writeEndObject();
        } else json.writeString(value.toString());
    }

    /** @throws RuntimeException of several kinds when the JSON does not fit the schema; the message names the field */
    static SpecificRecord readRecord(JsonNode json, Schema schema, SpecificData model) {
        require(json.isObject(), json, "an object");
        SpecificRecord record = (SpecificRecord) model.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.get(field.name());
            try {
                record.put(
                        field.pos(), value == null ? model.getDefaultValue(field) : read(value, field.schema(), model));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(field.name() + ": " + e.getMessage(), e);
            }
        }
        return record;
    }

    private static @Nullable Object read(JsonNode json, Schema schema, SpecificData model) {
        return switch (schema.getType()) {
            case RECORD -> readRecord(json, schema, model);
            case UNION -> json.isNull() ? null : read(json, schema.getTypes().get(1), model);
            case ARRAY -> readArray(json, schema, model);
            case MAP -> readMap(json, schema, model);
            case ENUM -> {
                String symbol = text(json);
                yield model.createEnum(schema.hasEnumSymbol(symbol) ? symbol : schema.getEnumDefault(), schema);
            }
            case STRING -> text(json);
            case INT -> {
                require(json.canConvertToInt() && json.isIntegralNumber(), json, "an int");
                yield json.intValue();
            }
            case LONG -> {
                if (schema.getLogicalType() != null) yield Instant.parse(text(json));
                require(json.canConvertToLong() && json.isIntegralNumber(), json, "a long");
                yield json.longValue();
            }
            case FLOAT -> {
                require(json.isNumber(), json, "a number");
                yield json.floatValue();
            }
            default -> throw new IllegalStateException("no JSON form for " + schema.getType());
        };
    }

    private static List<@Nullable Object> readArray(JsonNode json, Schema schema, SpecificData model) {
        require(json.isArray(), json, "an array");
        List<@Nullable Object> items = new ArrayList<>();
        json.forEach(item -> items.add(read(item, schema.getElementType(), model)));
        return items;
    }

    private static Map<String, @Nullable Object> readMap(JsonNode json, Schema schema, SpecificData model) {
        require(json.isObject(), json, "an object");
        Map<String, @Nullable Object> entries = new HashMap<>();
        json.properties().forEach(e -> entries.put(e.getKey(), read(e.getValue(), schema.getValueType(), model)));
        return entries;
    }

    private static String text(JsonNode json) {
        require(json.isTextual(), json, "a string");
        return json.textValue();
    }

    private static void require(boolean fits, JsonNode json, String expected) {
        if (!fits) throw new IllegalArgumentException("must be " + expected + ", is " + json.getNodeType());
    }
}

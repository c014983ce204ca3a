package io.maskstream.stream.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The way to one field of a record: {@code payload.image} is field {@code image} of the record in field {@code payload}.
 * Resolved against a schema once, then walked by position. Immutable.
 */
final class AvroPath {

    private final String path;
    private final int[] positions;
    private final Schema leaf;

    private AvroPath(String path, int[] positions, Schema leaf) {
        this.path = path;
        this.positions = positions;
        this.leaf = leaf;
    }

    /**
     * @param key the configuration key that the path comes from, for messages
     * @throws IllegalArgumentException when the schema has no such field
     */
    static AvroPath resolve(String key, String path, Schema schema) {
        String[] segments = path.split("\\.", -1);
        List<Integer> positions = new ArrayList<>();
        Schema current = schema;
        for (String segment : segments) {
            if (current.getType() != Schema.Type.RECORD)
                throw new IllegalArgumentException(key + ": " + path + ": " + segment + " is looked for in "
                        + describe(current) + ", which has no fields; end the path before it");
            Schema.Field field = current.getField(segment);
            if (field == null)
                throw new IllegalArgumentException(key + ": " + path + ": " + current.getFullName() + " has no field "
                        + (segment.isEmpty() ? "of an empty name" : segment) + ", its fields are "
                        + current.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", ")));
            positions.add(field.pos());
            current = throughOptional(key, path, segment, field.schema());
        }
        return new AvroPath(path, positions.stream().mapToInt(Integer::intValue).toArray(), current);
    }

    private static Schema throughOptional(String key, String path, String segment, Schema schema) {
        if (!schema.isUnion()) return schema;
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        if (types.size() != 1)
            throw new IllegalArgumentException(key + ": " + path + ": " + segment + " is " + describe(schema)
                    + "; only a union of null and one other type can be read");
        return types.get(0);
    }

    /** The type at the end, optional unions looked through. */
    Schema leaf() {
        return leaf;
    }

    /** The value at the end; empty when it, or a record on the way, is null. */
    Optional<Object> read(GenericRecord record) {
        Object value = record;
        for (int position : positions) {
            value = ((GenericRecord) value).get(position);
            if (value == null) return Optional.empty();
        }
        return Optional.of(value);
    }

    /** As the schema's author would say it. */
    static String describe(Schema schema) {
        if (schema.isUnion())
            return "a union of "
                    + schema.getTypes().stream().map(AvroPath::describe).collect(Collectors.joining(" and "));
        String type = schema.getType().getName();
        if (schema.getLogicalType() != null)
            return type + " (" + schema.getLogicalType().getName() + ")";
        return type;
    }

    @Override
    public String toString() {
        return path;
    }
}

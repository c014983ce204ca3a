package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the contract able to evolve. */
@NullMarked
class SchemaRulesTest {

    /** What a record is, rather than what is said of it: it must be given. */
    private static final Map<String, Set<String>> IDENTITY = Map.of(
            "ImageFrame", Set.of("frame_id", "source_id", "capture_time"),
            "ContentRef", Set.of("uri"),
            "RegionOfInterest", Set.of("id"),
            "Classification", Set.of("result_id", "frame_id", "source_id", "capture_time"),
            "ClassPrediction", Set.of("class_id"),
            "ModelReference", Set.of("name", "version"),
            "Timings", Set.of(),
            "ModelAnnouncement", Set.of("name", "version"));

    @Test
    void everyFieldHasADefaultExceptTheIdentity() {
        records().forEach(record -> {
            for (Schema.Field field : record.getFields())
                assertThat(field.hasDefaultValue())
                        .as(record.getName() + "." + field.name() + " has a default")
                        .isEqualTo(!identity(record).contains(field.name()));
        });
    }

    @Test
    void unionsAreOfNullAndOneTypeNullFirst() {
        records()
                .flatMap(r -> r.getFields().stream())
                .map(Schema.Field::schema)
                .filter(Schema::isUnion)
                .forEach(union -> assertThat(union.getTypes())
                        .as(union.toString())
                        .hasSize(2)
                        .satisfies(
                                types -> assertThat(types.get(0).isNullable()).isTrue()));
    }

    @Test
    void enumsFallBackToUnknown() {
        assertThat(named().values().stream().filter(s -> s.getType() == Schema.Type.ENUM))
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN"));
    }

    /** Whoever changes a schema adds it as a further version; published ones stay as they are. */
    @ParameterizedTest
    @ValueSource(classes = {ImageFrame.class, Classification.class, ModelAnnouncement.class})
    void newestPublishedVersionIsTodays(Class<?> type) throws ReflectiveOperationException {
        List<Schema> versions = SchemaVersions.of(type);
        Schema today = (Schema) type.getMethod("getClassSchema").invoke(null);

        assertThat(SchemaNormalization.parsingFingerprint64(versions.get(versions.size() - 1)))
                .as("add versions/%s.v%d.avsc", type.getSimpleName(), versions.size() + 1)
                .isEqualTo(SchemaNormalization.parsingFingerprint64(today));
    }

    @ParameterizedTest
    @ValueSource(classes = {ImageFrame.class, Classification.class, ModelAnnouncement.class})
    void everyVersionReadsEveryOther(Class<?> type) {
        List<Schema> versions = SchemaVersions.of(type);
        for (Schema reader : versions)
            for (Schema writer : versions)
                assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static Set<String> identity(Schema record) {
        Set<String> identity = IDENTITY.get(record.getName());
        if (identity == null) throw new AssertionError("say what the identity of " + record.getName() + " is");
        return identity;
    }

    private static Stream<Schema> records() {
        return named().values().stream().filter(s -> s.getType() == Schema.Type.RECORD);
    }

    private static Map<String, Schema> named() {
        Map<String, Schema> named = new LinkedHashMap<>();
        Stream.of(ImageFrame.getClassSchema(), Classification.getClassSchema(), ModelAnnouncement.getClassSchema())
                .forEach(schema -> collect(schema, named));
        return named;
    }

    private static void collect(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null)
                    schema.getFields().forEach(field -> collect(field.schema(), named));
            }
            case ENUM -> named.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(type -> collect(type, named));
            default -> {}
        }
    }
}

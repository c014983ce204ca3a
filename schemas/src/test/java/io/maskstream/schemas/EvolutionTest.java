package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Old readers meet new writers and the other way round, as happens during every rolling upgrade. */
@NullMarked
class EvolutionTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsAWriterThatAddedAField() {
        Schema newer = changed(fields -> fields.addObject()
                .put("name", "exposure_us")
                .put("type", "long")
                .put("default", 0));
        GenericRecord frame = frame(newer).set("exposure_us", 800L).build();

        ImageFrame read =
                WireFormat.singleObject(ImageFrame.class, List.of(newer)).decode(bytes(newer, frame));

        assertThat(read.getSourceId()).isEqualTo("cam-1");
        assertThat(read.getCaptureTime()).isEqualTo(Examples.MOMENT);
    }

    @Test
    void readsAWriterThatDoesNotHaveAnOptionalField() {
        Schema older = changed(fields -> remove(fields, "deadline"));

        ImageFrame read = WireFormat.singleObject(ImageFrame.class, List.of(older))
                .decode(bytes(older, frame(older).build()));

        assertThat(read.getDeadline()).isNull();
        assertThat(read.getFrameId()).isEqualTo("frame-7");
    }

    @Test
    void aReaderWithAFurtherFieldReadsTodaysBytesWithItsDefault() throws Exception {
        Schema newer = changed(fields -> fields.addObject()
                .put("name", "exposure_us")
                .put("type", "long")
                .put("default", 125));
        byte[] bytes = WireFormat.singleObject(ImageFrame.class).encode(Examples.fullFrame());

        assertThat(readAs(newer, bytes).get("exposure_us")).isEqualTo(125L);
    }

    @Test
    void aReaderWithoutAnOptionalFieldReadsTodaysBytes() throws Exception {
        Schema older = changed(fields -> remove(fields, "roi"));
        byte[] bytes = WireFormat.singleObject(ImageFrame.class).encode(Examples.fullFrame());

        GenericRecord read = readAs(older, bytes);

        assertThat(read.hasField("roi")).isFalse();
        assertThat(read.get("attributes")).hasToString("{site=Zürich}");
    }

    @Test
    void aSymbolOfANewerWriterIsReadAsUnknown() {
        Schema newer = changed(fields -> ((ArrayNode) field(fields, "encoding").at("/type/symbols")).add("JPEG_XL"));
        GenericRecord frame = frame(newer)
                .set(
                        "encoding",
                        new GenericData.EnumSymbol(newer.getField("encoding").schema(), "JPEG_XL"))
                .build();

        ImageFrame read =
                WireFormat.singleObject(ImageFrame.class, List.of(newer)).decode(bytes(newer, frame));

        assertThat(read.getEncoding()).isEqualTo(ImageEncoding.UNKNOWN);
    }

    @Test
    void aWriterThatNobodyToldOfIsAnUnknownSchemaNotDamage() {
        Schema newer = changed(fields -> fields.addObject()
                .put("name", "exposure_us")
                .put("type", "long")
                .put("default", 0));
        byte[] bytes = bytes(newer, frame(newer).build());

        assertThatThrownBy(() -> WireFormat.singleObject(ImageFrame.class).decode(bytes))
                .isInstanceOfSatisfying(
                        WireFormatException.class,
                        e -> assertThat(e.kind()).isEqualTo(WireFormatException.Kind.UNKNOWN_SCHEMA))
                .hasMessageContaining("io.maskstream.schemas.ImageFrame");
    }

    private static GenericRecordBuilder frame(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("frame_id", "frame-7")
                .set("source_id", "cam-1")
                .set("capture_time", ChronoUnit.MICROS.between(java.time.Instant.EPOCH, Examples.MOMENT));
    }

    private static byte[] bytes(Schema schema, GenericRecord record) {
        return WireFormat.singleObject(schema).encode(record);
    }

    private static GenericRecord readAs(Schema reader, byte[] bytes) throws java.io.IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null);
        return new GenericDatumReader<GenericRecord>(ImageFrame.getClassSchema(), reader).read(null, decoder);
    }

    /** ImageFrame with its fields changed; has another fingerprint. */
    private static Schema changed(Consumer<ArrayNode> change) {
        try {
            ObjectNode schema = (ObjectNode)
                    JSON.readTree(SchemaVersions.of(ImageFrame.class).get(0).toString());
            change.accept((ArrayNode) schema.get("fields"));
            return new SchemaParser().parse(schema.toString()).mainSchema();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void remove(ArrayNode fields, String name) {
        for (int i = 0; i < fields.size(); i++)
            if (fields.get(i).get("name").asText().equals(name)) fields.remove(i);
    }

    private static ObjectNode field(ArrayNode fields, String name) {
        for (int i = 0; i < fields.size(); i++)
            if (fields.get(i).get("name").asText().equals(name)) return (ObjectNode) fields.get(i);
        throw new AssertionError(name);
    }
}

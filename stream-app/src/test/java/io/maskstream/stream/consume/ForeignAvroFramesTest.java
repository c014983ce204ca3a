package io.maskstream.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.RejectionReason;
import io.maskstream.schemas.WireFormat;
import io.maskstream.stream.Frame;
import io.maskstream.stream.consume.FrameReaderSettings.Encoding;
import io.maskstream.stream.consume.FrameReaderSettings.Paths;
import io.maskstream.stream.consume.FrameReaderSettings.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three schemas of three strangers, and the ways to get the paths into them wrong. */
@NullMarked
class ForeignAvroFramesTest {

    /** A traffic camera's: nested, optional, micros. */
    private static final String TRAFFIC = """
            {"type":"record","name":"Shot","namespace":"org.traffic","fields":[
              {"name":"cam","type":{"type":"record","name":"Cam","fields":[
                {"name":"id","type":"string"},{"name":"lane","type":"int"}]}},
              {"name":"ts","type":["null",{"type":"long","logicalType":"timestamp-micros"}],"default":null},
              {"name":"payload","type":["null",{"type":"record","name":"Payload","fields":[
                {"name":"image","type":["null","bytes"]},{"name":"exposure","type":"double"}]}]}]}
            """;

    /** A microscope's: flat, a fixed frame, a number for the device, ISO time, things in between to step over. */
    private static final String MICROSCOPE = """
            {"type":"record","name":"Slide","fields":[
              {"name":"notes","type":{"type":"array","items":{"type":"map","values":"string"}}},
              {"name":"device","type":"long"},
              {"name":"pixels","type":{"type":"fixed","name":"Pixels","size":5}},
              {"name":"taken","type":"string"}]}
            """;

    /** A drone's: an enum for the source, milliseconds without saying so, null last in the union, three levels. */
    private static final String DRONE = """
            {"type":"record","name":"Telemetry","namespace":"com.drone.v2","fields":[
              {"name":"body","type":{"type":"record","name":"Body","fields":[
                {"name":"optics","type":{"type":"record","name":"Optics","fields":[
                  {"name":"jpeg","type":["bytes","null"]},
                  {"name":"at","type":"long"},
                  {"name":"lens","type":{"type":"enum","name":"Lens","symbols":["WIDE","TELE"]}},
                  {"name":"mixed","type":["null","string","int"]}]}}]}}]}
            """;

    @TempDir
    Path folder;

    @Test
    void readsNestedOptionalFieldsWithMicroseconds() {
        Schema schema = schema(TRAFFIC);
        FrameReader reader = reader(TRAFFIC, Encoding.SINGLE_OBJECT, "payload.image", "cam.id", "ts");

        Frame frame = Records.frame(reader.read(
                Records.of(WireFormat.singleObject(schema).encode(shot(schema, true, 1_769_860_800_000_250L)))));

        assertThat(Records.content(frame)).isEqualTo(Records.IMAGE);
        assertThat(frame.sourceId()).isEqualTo("cam-9");
        assertThat(frame.captureTime()).isEqualTo(Instant.parse("2026-01-31T12:00:00.000250Z"));
    }

    @Test
    void readsFixedContentANumericSourceAndAnIsoTimeFromPlainBinary() {
        Schema schema = schema(MICROSCOPE);
        FrameReader reader = reader(MICROSCOPE, Encoding.BINARY, "pixels", "device", "taken");

        Frame frame = Records.frame(reader.read(Records.of(slide(schema, "2026-01-31T13:00:00+01:00"))));

        assertThat(Records.content(frame)).isEqualTo(Records.IMAGE);
        assertThat(frame.sourceId()).isEqualTo("42");
        assertThat(frame.captureTime()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    }

    @Test
    void readsAnEnumSourceAndPlainMillisecondsThreeLevelsDown() {
        Schema schema = schema(DRONE);
        FrameReader reader =
                reader(DRONE, Encoding.SINGLE_OBJECT, "body.optics.jpeg", "body.optics.lens", "body.optics.at");
        Schema body = schema.getField("body").schema();
        Schema optics = body.getField("optics").schema();
        GenericRecord record = new GenericRecordBuilder(schema)
                .set(
                        "body",
                        new GenericRecordBuilder(body)
                                .set(
                                        "optics",
                                        new GenericRecordBuilder(optics)
                                                .set("jpeg", ByteBuffer.wrap(Records.IMAGE))
                                                .set("at", 1_769_860_800_250L)
                                                .set(
                                                        "lens",
                                                        new GenericData.EnumSymbol(
                                                                optics.getField("lens")
                                                                        .schema(),
                                                                "TELE"))
                                                .set("mixed", "x")
                                                .build())
                                .build())
                .build();

        Frame frame = Records.frame(
                reader.read(Records.of(WireFormat.singleObject(schema).encode(record))));

        assertThat(Records.content(frame)).isEqualTo(Records.IMAGE);
        assertThat(frame.sourceId()).isEqualTo("TELE");
        assertThat(frame.captureTime()).isEqualTo(Instant.parse("2026-01-31T12:00:00.250Z"));
    }

    @Test
    void aMissingTimeIsTheRecordsTimestamp() {
        Schema schema = schema(TRAFFIC);
        byte[] value = WireFormat.singleObject(schema).encode(shot(schema, true, null));

        Frame withoutPath = Records.frame(reader(TRAFFIC, Encoding.SINGLE_OBJECT, "payload.image", "cam.id", "")
                .read(Records.of(value)));
        Frame withNull = Records.frame(reader(TRAFFIC, Encoding.SINGLE_OBJECT, "payload.image", "cam.id", "ts")
                .read(Records.of(value)));

        assertThat(withoutPath.captureTime()).isEqualTo(Records.TIMESTAMP);
        assertThat(withNull.captureTime()).isEqualTo(Records.TIMESTAMP);
    }

    @Test
    void aNullOnTheWayToTheImageIsInvalid() {
        Schema schema = schema(TRAFFIC);
        FrameReader reader = reader(TRAFFIC, Encoding.SINGLE_OBJECT, "payload.image", "cam.id", "ts");

        assertThat(Records.rejection(
                        reader.read(Records.of(WireFormat.singleObject(schema).encode(shot(schema, false, 0L))))))
                .satisfies(r -> assertThat(r.reason()).isEqualTo(RejectionReason.INVALID_FRAME))
                .satisfies(r -> assertThat(r.message()).contains("payload.image is null"));
    }

    @Test
    void aTimeThatIsNoMomentOrBeyondMeasureIsInvalid() {
        Schema schema = schema(MICROSCOPE);
        FrameReader reader = reader(MICROSCOPE, Encoding.BINARY, "pixels", "device", "taken");

        assertThat(Records.rejection(reader.read(Records.of(slide(schema, "yesterday"))))
                        .message())
                .contains("taken is no ISO-8601 moment");
        assertThat(Records.rejection(reader.read(Records.of(slide(schema, "+999999999-01-01T00:00:00Z"))))
                        .message())
                .contains("taken is out of range");
    }

    @Test
    void damageAndOtherSchemasAndTombstonesAreRejected() {
        FrameReader reader = reader(TRAFFIC, Encoding.SINGLE_OBJECT, "payload.image", "cam.id", "ts");
        byte[] other = WireFormat.singleObject(schema(MICROSCOPE)).encode(microscope(schema(MICROSCOPE), "x"));

        assertThat(Records.rejection(reader.read(Records.of(new byte[] {1, 2}))).reason())
                .isEqualTo(RejectionReason.MALFORMED_RECORD);
        assertThat(Records.rejection(reader.read(Records.of(other))).reason())
                .isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(Records.rejection(reader.read(Records.of(null))).reason()).isEqualTo(RejectionReason.NULL_VALUE);
    }

    @Test
    void aWrongPathNamesItselfItsFailingSegmentAndTheFieldsThereAre() {
        assertRefused(TRAFFIC, "payload.picture", "cam.id", "ts")
                .hasMessage("input.avro.content: payload.picture: org.traffic.Payload has no field picture, its fields"
                        + " are image, exposure");
        assertRefused(TRAFFIC, "payload.image", "camera", "ts")
                .hasMessageContaining("input.avro.source: camera: org.traffic.Shot has no field camera")
                .hasMessageContaining("cam, ts, payload");
        assertRefused(TRAFFIC, "payload.image.jpeg", "cam.id", "ts")
                .hasMessageContaining("jpeg is looked for in bytes, which has no fields");
        assertRefused(TRAFFIC, "payload.", "cam.id", "ts").hasMessageContaining("no field of an empty name");
    }

    @Test
    void aPathToATypeThatCannotServeIsRefused() {
        assertRefused(TRAFFIC, "cam.id", "cam.id", "ts")
                .hasMessage("input.avro.content: cam.id is string, must be bytes or fixed");
        assertRefused(TRAFFIC, "payload.image", "cam", "ts")
                .hasMessageContaining("input.avro.source: cam is record, must be a string");
        assertRefused(TRAFFIC, "payload.image", "cam.id", "cam.lane")
                .hasMessageContaining("input.avro.time: cam.lane is int, must be a long");
        assertRefused(DRONE, "body.optics.jpeg", "body.optics.mixed", "")
                .hasMessageContaining("only a union of null and one other type");
    }

    @Test
    void aSchemaFileThatIsMissingOrNoRecordIsRefused() throws IOException {
        Path enumFile = Files.writeString(
                folder.resolve("enum.avsc"), "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}");
        Path broken = Files.writeString(folder.resolve("broken.avsc"), "{\"type\":");

        assertThatThrownBy(() -> reader(folder.resolve("none.avsc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.avsc: no such file");
        assertThatThrownBy(() -> reader(enumFile)).hasMessageContaining("must hold one record");
        assertThatThrownBy(() -> reader(broken)).hasMessageContaining("broken.avsc: is no Avro schema");
    }

    private static GenericRecord shot(Schema schema, boolean withImage, @Nullable Long ts) {
        Schema payload = schema.getField("payload").schema().getTypes().get(1);
        return new GenericRecordBuilder(schema)
                .set(
                        "cam",
                        new GenericRecordBuilder(schema.getField("cam").schema())
                                .set("id", "cam-9")
                                .set("lane", 2)
                                .build())
                .set("ts", ts)
                .set(
                        "payload",
                        withImage
                                ? new GenericRecordBuilder(payload)
                                        .set("image", ByteBuffer.wrap(Records.IMAGE))
                                        .set("exposure", 0.5)
                                        .build()
                                : null)
                .build();
    }

    private static byte[] slide(Schema schema, String taken) {
        return WireFormat.binary(schema).encode(microscope(schema, taken));
    }

    private static GenericRecord microscope(Schema schema, String taken) {
        return new GenericRecordBuilder(schema)
                .set("notes", List.of(Map.of("stain", "blue")))
                .set("device", 42L)
                .set("pixels", new GenericData.Fixed(schema.getField("pixels").schema(), Records.IMAGE))
                .set("taken", taken)
                .build();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            String avsc, String content, String source, String time) {
        return assertThatThrownBy(() -> reader(avsc, Encoding.SINGLE_OBJECT, content, source, time))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FrameReader reader(String avsc, Encoding encoding, String content, String source, String time) {
        Path file = folder.resolve("schema.avsc");
        try {
            Files.writeString(file, avsc);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FrameReader.of(new FrameReaderSettings.ForeignAvro(
                new Paths(content, source, Optional.of(time).filter(t -> !t.isEmpty())),
                new SchemaSource.File(file, encoding)));
    }

    private static FrameReader reader(Path avsc) {
        return FrameReader.of(new FrameReaderSettings.ForeignAvro(
                new Paths("a", "b", Optional.empty()), new SchemaSource.File(avsc, Encoding.BINARY)));
    }

    private static Schema schema(String avsc) {
        return new SchemaParser().parse(avsc).mainSchema();
    }
}

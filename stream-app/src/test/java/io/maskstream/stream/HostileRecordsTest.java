package io.maskstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageEncoding;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.ModelAnnouncement;
import io.maskstream.schemas.RegionOfInterest;
import io.maskstream.schemas.WireFormat;
import io.maskstream.stream.config.PipelineConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of record that should not be, through the whole topology with a real model: a clear dead letter that is the record, or what else
 * it deserves, and its neighbours are classified.
 */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class HostileRecordsTest {

    private static final byte[] GREEN = {0, (byte) 255, 0};

    private ImageClassification classification;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte @Nullable []> frames;
    private TestOutputTopic<String, Classification> labels;
    private TestOutputTopic<String, byte @Nullable []> dead;

    /**
     * @param said a part of the dead letter's message
     * @param reason empty: no dead letter
     */
    private record Hostile(
            String name,
            byte @Nullable [] value,
            Optional<RejectionReason> reason,
            String said,
            ClassificationStatus status,
            Instant timestamp) {

        Hostile(String name, byte @Nullable [] value, RejectionReason reason, String said) {
            this(name, value, Optional.of(reason), said, ClassificationStatus.UNKNOWN, Instant.now());
        }

        static Hostile of(String name, Consumer<ImageFrame.Builder> change, RejectionReason reason, String said) {
            return new Hostile(name, frame(change), reason, said);
        }

        static Hostile result(
                String name, Consumer<ImageFrame.Builder> change, ClassificationStatus status, Instant timestamp) {
            return new Hostile(name, frame(change), Optional.empty(), "", status, timestamp);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> records() throws IOException {
        byte[] good = frame(f -> {});
        return Stream.of(
                new Hostile("tombstone", null, RejectionReason.NULL_VALUE, "tombstone"),
                new Hostile("no bytes", new byte[0], RejectionReason.MALFORMED_RECORD, ""),
                new Hostile("garbage", "not Avro at all".getBytes(UTF_8), RejectionReason.MALFORMED_RECORD, ""),
                new Hostile("a fingerprint and no more", Arrays.copyOf(good, 10), RejectionReason.MALFORMED_RECORD, ""),
                new Hostile("cut off", Arrays.copyOf(good, good.length - 4), RejectionReason.MALFORMED_RECORD, ""),
                new Hostile(
                        "a string of 2 GiB",
                        withString(good, 0xfe, 0xff, 0xff, 0xff, 0x0f),
                        RejectionReason.MALFORMED_RECORD,
                        ""),
                new Hostile(
                        "a string of negative length", withString(good, 0x09), RejectionReason.MALFORMED_RECORD, ""),
                new Hostile("wrong schema", announcement(), RejectionReason.UNKNOWN_SCHEMA, ""),
                new Hostile(
                        "unknown fingerprint",
                        unknownFingerprint(good),
                        RejectionReason.UNKNOWN_SCHEMA,
                        "0102030405060708"),
                // The contract's regions are whole pixels: NaN can only come by another schema.
                new Hostile("NaN in a region", nanRegion(), RejectionReason.UNKNOWN_SCHEMA, ""),
                Hostile.of("width is negative", f -> f.setWidth(-1), RejectionReason.INVALID_FRAME, "width is -1"),
                Hostile.of("height is negative", f -> f.setHeight(-1), RejectionReason.INVALID_FRAME, "height is -1"),
                Hostile.of(
                        "size of content_ref is negative",
                        f -> f.setContent(null).setContentRef(new ContentRef("https://h/a", -9L, null)),
                        RejectionReason.INVALID_FRAME,
                        "size_bytes is -9"),
                Hostile.of("no source", f -> f.setSourceId(""), RejectionReason.INVALID_FRAME, "source_id is empty"),
                Hostile.of(
                        "both content and content_ref",
                        f -> f.setContentRef(new ContentRef("https://h/a", -1L, null)),
                        RejectionReason.INVALID_FRAME,
                        "both are"),
                Hostile.of(
                        "neither content nor content_ref",
                        f -> f.setContent(null),
                        RejectionReason.INVALID_FRAME,
                        "none is"),
                Hostile.of(
                        "content_ref that nobody allowed",
                        f -> f.setContent(null).setContentRef(new ContentRef("file:///etc/passwd", -1L, null)),
                        RejectionReason.FETCH_REFUSED,
                        "maskstream.fetch.schemes"),
                Hostile.of(
                        "RAW shorter than width x height",
                        f -> f.setWidth(2),
                        RejectionReason.RAW_SIZE_MISMATCH,
                        "2x1"),
                Hostile.of(
                        "RAW longer than width x height",
                        f -> f.setContent(ByteBuffer.allocate(4)),
                        RejectionReason.RAW_SIZE_MISMATCH,
                        "1x1"),
                Hostile.of(
                        "RAW of more pixels than there can be",
                        f -> f.setWidth(Integer.MAX_VALUE).setHeight(Integer.MAX_VALUE),
                        RejectionReason.TOO_MANY_PIXELS,
                        "2147483647x2147483647"),
                Hostile.of("no content", f -> f.setContent(ByteBuffer.allocate(0)), RejectionReason.EMPTY_CONTENT, ""),
                Hostile.of(
                        "10 MB and one byte",
                        f -> f.setContent(ByteBuffer.allocate((10 << 20) + 1)),
                        RejectionReason.TOO_MANY_BYTES,
                        "frame.max.bytes"),
                region("region outside the image", new RegionOfInterest("r", 5, 5, 1, 1)),
                region("region of negative size", new RegionOfInterest("r", 0, 0, -1, -1)),
                region("region without size", new RegionOfInterest("r", 0, 0, 0, 0)),
                region("region that overflows", new RegionOfInterest("r", Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 1)),
                Hostile.of(
                        "one region of two outside",
                        f -> f.setRoi(List.of(
                                new RegionOfInterest("in", 0, 0, 1, 1), new RegionOfInterest("out", 1, 0, 1, 1))),
                        RejectionReason.REGION_OUTSIDE_IMAGE,
                        "region out"),
                Hostile.result(
                        "deadline in the past",
                        f -> f.setDeadline(Instant.now().minusSeconds(60)),
                        ClassificationStatus.SHED,
                        Instant.now()),
                Hostile.result(
                        "camera's clock in the future",
                        f -> f.setCaptureTime(Instant.now().plus(Duration.ofDays(36_500)))
                                .setDeadline(Instant.now().plus(Duration.ofDays(36_500))),
                        ClassificationStatus.OK,
                        Instant.now()),
                Hostile.result(
                        "record's timestamp in the future",
                        f -> {},
                        ClassificationStatus.OK,
                        Instant.now().plus(Duration.ofDays(365))),
                Hostile.result(
                        "camera's clock at the end of time",
                        f -> f.setCaptureTime(Instant.EPOCH.plusSeconds(Long.MAX_VALUE / 1_000_000 - 1)),
                        ClassificationStatus.OK,
                        Instant.now()));
    }

    @BeforeAll
    void open(@TempDir Path models) throws IOException {
        TinyModel.write(models, TinyModel.spec("colours", "1", 8));
        PipelineConfig config = PipelineConfig.of(Map.of(
                "maskstream.model.dir",
                models.resolve("colours").toString(),
                "maskstream.dead.letter.topic",
                "dead",
                "maskstream.frame.max.age",
                "1 h"));
        classification = ImageClassification.of(config);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("frames", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .processValues(classification.processor("classify"), Named.as("classify"))
                .to("labels", Produced.with(Serdes.String(), ClassificationSerde.of(config)));
        Properties properties = ImageClassification.streamsDefaults();
        properties.put("state.dir", "target/kafka-streams");
        driver = new TopologyTestDriver(builder.build(), properties);
        frames = driver.createInputTopic("frames", new StringSerializer(), new ByteArraySerializer());
        labels = driver.createOutputTopic(
                "labels",
                new StringDeserializer(),
                ClassificationSerde.singleObject().deserializer());
        dead = driver.createOutputTopic("dead", new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterAll
    void close() {
        driver.close();
        classification.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void endsAsWhatItIsAndItsNeighboursAreClassified(Hostile hostile) {
        frames.pipeInput("before", frame(f -> {}), Instant.now());
        frames.pipeInput("hostile", hostile.value(), hostile.timestamp());
        frames.pipeInput("after", frame(f -> {}), Instant.now());

        List<TestRecord<String, Classification>> results = labels.readRecordsToList();
        List<TestRecord<String, byte @Nullable []>> letters = dead.readRecordsToList();
        if (hostile.reason().isPresent()) {
            RejectionReason reason = hostile.reason().get();
            assertThat(results).extracting(TestRecord::key).containsExactly("before", "after");
            assertThat(letters).hasSize(1);
            TestRecord<String, byte @Nullable []> letter = letters.get(0);
            assertThat(header(letter, "__streams.errors.message")).isNotBlank().contains(hostile.said());
            assertThat(header(letter, "maskstream.reason")).isEqualTo(reason.name());
            assertThat(header(letter, "maskstream.stage"))
                    .isEqualTo(reason.stage().name());
            assertThat(letter.key()).isEqualTo("hostile");
            assertThat(letter.value()).isEqualTo(hostile.value());
        } else {
            assertThat(letters).isEmpty();
            assertThat(results).extracting(TestRecord::key).containsExactly("before", "hostile", "after");
            assertThat(results.get(1).value().getStatus()).isEqualTo(hostile.status());
            assertThat(results.get(1).value().getTimingsUs().getBrokerWait()).isNotNegative();
        }
        assertThat(results.get(0).value().getStatus()).isEqualTo(ClassificationStatus.OK);
        assertThat(results.get(results.size() - 1).value().getStatus()).isEqualTo(ClassificationStatus.OK);
    }

    private static String header(TestRecord<String, byte @Nullable []> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static Hostile region(String name, RegionOfInterest region) {
        return Hostile.of(name, f -> f.setRoi(List.of(region)), RejectionReason.REGION_OUTSIDE_IMAGE, "region r");
    }

    /** One green pixel, to be spoilt. */
    private static byte[] frame(Consumer<ImageFrame.Builder> change) {
        ImageFrame.Builder frame = ImageFrame.newBuilder()
                .setFrameId("")
                .setSourceId("gate")
                .setCaptureTime(Instant.now())
                .setEncoding(ImageEncoding.RAW_RGB24)
                .setWidth(1)
                .setHeight(1)
                .setContent(ByteBuffer.wrap(GREEN));
        change.accept(frame);
        return FrameSerde.singleObject().serializer().serialize("frames", frame.build());
    }

    private static byte[] announcement() {
        return WireFormat.singleObject(ModelAnnouncement.class)
                .encode(ModelAnnouncement.newBuilder()
                        .setName("m")
                        .setVersion("1")
                        .build());
    }

    /** The two bytes of the marker, then the fingerprint. */
    private static byte[] unknownFingerprint(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = 0; i < 8; i++) bytes[2 + i] = (byte) (8 - i);
        return bytes;
    }

    /** The length of the first field, an empty string, is another. */
    private static byte[] withString(byte[] good, int... length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, 10);
        for (int b : length) bytes.write(b);
        bytes.write(good, 11, good.length - 11);
        return bytes.toByteArray();
    }

    private static byte[] nanRegion() throws IOException {
        Schema schema = new SchemaParser()
                .parse(ImageFrame.getClassSchema()
                        .toString()
                        .replace("\"name\":\"x\",\"type\":\"int\"", "\"name\":\"x\",\"type\":\"float\""))
                .mainSchema();
        Schema roi = schema.getField("roi").schema();
        GenericRecord region = new GenericData.Record(roi.getElementType());
        region.put("id", "r");
        region.put("x", Float.NaN);
        region.put("y", 0);
        region.put("w", 1);
        region.put("h", 1);
        GenericRecord frame = new GenericData.Record(schema);
        frame.put("frame_id", "");
        frame.put("source_id", "gate");
        frame.put("capture_time", 0L);
        frame.put(
                "encoding",
                new GenericData.EnumSymbol(schema.getField("encoding").schema(), "RAW_RGB24"));
        frame.put("width", 1);
        frame.put("height", 1);
        frame.put("content", ByteBuffer.wrap(GREEN));
        frame.put("roi", new GenericData.Array<>(roi, List.of(region)));
        frame.put("attributes", Map.of());
        ByteBuffer bytes = new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema).encode(frame);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}

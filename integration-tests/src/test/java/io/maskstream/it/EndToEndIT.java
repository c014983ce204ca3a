package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.RegionOfInterest;
import io.maskstream.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records of every input format become classifications in every output format, complete and right, without any code. */
@Tag(TestBroker.CONTAINER)
final class EndToEndIT {

    private static final Frames.Colour RED = new Frames.Colour(0, 200);
    private static final Frames.Colour GREEN = new Frames.Colour(1, 150);

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path folder;

    @BeforeEach
    void writeModel() throws Exception {
        Models.write(folder, 1);
    }

    @Test
    void classifiesImageFrames() throws Exception {
        Topics topics = TestBroker.topics("frames", 1);
        Application application = applications.ready(Settings.of(topics, folder));
        try (Results results = Results.committed(topics)) {
            send(topics, Frames.key(0), Frames.bytes(plain()));
            send(topics, null, Frames.bytes(plain()));
            send(topics, Frames.key(0), Frames.bytes(withRegions()));
            send(topics, Frames.key(0), Frames.bytes(tooLate()));
            send(topics, Frames.key(0), null);
            results.awaitSources(5, application);

            List<Results.Result> written = results.readToEnd().results();
            assertThat(written).hasSize(5);
            isComplete(written.get(0), topics);
            assertThat(written.get(0).record().key()).isEqualTo(Frames.key(0));
            assertThat(written.get(1).record().key()).isNull();
            isRed(written.get(1).classification());

            Classification left = written.get(2).classification();
            Classification right = written.get(3).classification();
            assertThat(left.getRoiId()).isEqualTo("left");
            assertThat(left.getResultId()).isEqualTo(topics.input() + "-0-2-left");
            isRed(left);
            assertThat(right.getRoiId()).isEqualTo("right");
            assertThat(right.getPredictions().get(0).getLabel()).isEqualTo("green");

            Classification shed = written.get(4).classification();
            assertThat(shed.getStatus()).isEqualTo(ClassificationStatus.SHED);
            assertThat(shed.getShedReason()).isEqualTo("DEADLINE");
            assertThat(shed.getPredictions()).isEmpty();
            assertThat(shed.getModel()).isNull();

            assertThat(results.deadLetters()).hasSize(1);
            Results.DeadLetter letter = results.deadLetters().get(0);
            assertThat(letter.source()).isEqualTo(new Source(0, 4));
            assertThat(letter.header("maskstream.stage")).isEqualTo("DESERIALIZE");
            assertThat(letter.record().value()).isNull();
        }
    }

    @Test
    void classifiesPlainImagesToJson() throws Exception {
        Topics topics = TestBroker.topics("bytes", 1);
        Map<String, String> settings = Settings.of(topics, folder);
        settings.put("maskstream.input.format", "bytes");
        settings.put("maskstream.output.format", "json");
        Application application = applications.ready(settings);
        try (Results results = Results.committed(TestBroker.bootstrapServers(), topics, ClassificationSerde.json())) {
            send(topics, Frames.utf8("door-cam"), RED.png());
            results.awaitSources(1, application);
            JsonNode json = JsonMapper.builder()
                    .build()
                    .readTree(new String(results.results().get(0).record().value(), UTF_8));
            assertThat(json.get("source_id").textValue()).isEqualTo("door-cam");
            assertThat(json.get("status").textValue()).isEqualTo("OK");
            assertThat(json.get("predictions").get(0).get("label").textValue()).isEqualTo("red");
            assertThat(json.get("source_offset").longValue()).isZero();
        }
    }

    @Test
    void classifiesForeignAvro() throws Exception {
        Schema schema = SchemaBuilder.record("Shot")
                .namespace("org.example")
                .fields()
                .name("cam")
                .type(SchemaBuilder.record("Cam").fields().requiredInt("id").endRecord())
                .noDefault()
                .requiredLong("ts")
                .requiredBytes("jpeg")
                .endRecord();
        Path avsc = Files.writeString(folder.resolve("shot.avsc"), schema.toString());
        Topics topics = TestBroker.topics("foreign", 1);
        Map<String, String> settings = Settings.of(topics, folder);
        settings.putAll(Map.of(
                "maskstream.input.format", "avro",
                "maskstream.input.avro.schema", avsc.toString(),
                "maskstream.input.avro.content", "jpeg",
                "maskstream.input.avro.source", "cam.id",
                "maskstream.input.avro.time", "ts"));
        Application application = applications.ready(settings);
        try (Results results = Results.committed(topics)) {
            GenericRecord shot = new GenericRecordBuilder(schema)
                    .set(
                            "cam",
                            new GenericRecordBuilder(schema.getField("cam").schema())
                                    .set("id", 17)
                                    .build())
                    .set("ts", Frames.START.toEpochMilli())
                    .set("jpeg", ByteBuffer.wrap(RED.png()))
                    .build();
            send(topics, null, WireFormat.singleObject(schema).encode(shot));
            results.awaitSources(1, application);
            Classification c = results.results().get(0).classification();
            isRed(c);
            assertThat(c.getSourceId()).isEqualTo("17");
            assertThat(c.getCaptureTime()).isEqualTo(Frames.START);
        }
    }

    private static ImageFrame plain() {
        return Frames.raw(7, RED).setAttributes(Map.of("site", "Zürich")).build();
    }

    /** Its left half is red, its right half green. */
    private static ImageFrame withRegions() {
        int size = Models.SIZE;
        byte[] pixels = RED.pixels(size * size);
        byte[] green = GREEN.pixels(size / 2);
        for (int row = 0; row < size; row++)
            System.arraycopy(green, 0, pixels, 3 * (row * size + size / 2), green.length);
        return Frames.raw(8, RED)
                .setContent(ByteBuffer.wrap(pixels))
                .setRoi(List.of(
                        new RegionOfInterest("left", 0, 0, size / 2, size),
                        new RegionOfInterest("right", size / 2, 0, size / 2, size)))
                .build();
    }

    private static ImageFrame tooLate() {
        return Frames.raw(9, RED).setDeadline(Instant.now().minusSeconds(1)).build();
    }

    private static void isRed(Classification c) {
        TestFrame.Classified expected = RED.expected();
        assertThat(c.getStatus()).isEqualTo(ClassificationStatus.OK);
        ClassPrediction first = c.getPredictions().get(0);
        assertThat(first.getLabel()).isEqualTo(expected.label());
        assertThat((double) first.getConfidence()).isCloseTo(expected.confidence(1), within(1e-3));
    }

    private void isComplete(Results.Result result, Topics topics) {
        Classification c = result.classification();
        isRed(c);
        assertThat(c.getResultId()).isEqualTo(topics.input() + "-0-0");
        assertThat(c.getFrameId()).isEqualTo("7");
        assertThat(c.getSourceId()).isEqualTo("cam-0");
        assertThat(c.getCaptureTime()).isEqualTo(Frames.captureTime(7));
        assertThat(c.getRoiId()).isNull();
        assertThat(c.getShedReason()).isNull();
        assertThat(c.getSourceTopic()).isEqualTo(topics.input());
        assertThat(c.getSourcePartition()).isZero();
        assertThat(c.getSourceOffset()).isZero();
        assertThat(c.getAttributes()).containsExactlyEntriesOf(Map.of("site", "Zürich"));
        assertThat(c.getPredictions()).extracting(ClassPrediction::getRank).containsExactly(1, 2, 3);
        assertThat(c.getPredictions()).extracting(ClassPrediction::getClassId).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(c.getPredictions().stream()
                        .mapToDouble(ClassPrediction::getConfidence)
                        .sum())
                .isCloseTo(1, within(1e-5));
        assertThat(c.getModel().getName()).isEqualTo(Models.NAME);
        assertThat(c.getModel().getVersion()).isEqualTo("1");
        assertThat(c.getModel().getSha256())
                .isEqualTo(ModelArtifact.read(folder.resolve(Models.NAME).resolve("1"))
                        .modelSha256());
        assertThat(c.getModel().getDevice()).isEqualTo("cpu");
        assertThat(c.getBatchSize()).isPositive();
        assertThat(c.getInferenceTime()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
        assertThat(c.getTimingsUs().getBrokerWait()).isNotNegative();
        assertThat(c.getTimingsUs().getDecode()).isNotNegative();
        assertThat(c.getTimingsUs().getBatchWait()).isNotNegative();
        assertThat(c.getTimingsUs().getInference()).isPositive();
        hasHeader(result.record());
    }

    private static void hasHeader(ConsumerRecord<byte[], byte[]> record) {
        assertThat(record.headers().headers(TestFrame.HEADER))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).isEqualTo(Frames.utf8("kept")));
    }

    /** To the one partition, in order. */
    private static void send(Topics topics, byte @Nullable [] key, byte @Nullable [] value) throws Exception {
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers());
        try (KafkaProducer<byte @Nullable [], byte @Nullable []> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte @Nullable [], byte @Nullable []> record =
                    new ProducerRecord<>(topics.input(), key, value);
            record.headers().add(TestFrame.HEADER, Frames.utf8("kept"));
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
    }
}

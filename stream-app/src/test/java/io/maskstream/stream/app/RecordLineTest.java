package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationJson;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import io.maskstream.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordLineTest {

    private final RecordLine text = new RecordLine(false, Optional.empty());
    private final RecordLine json = new RecordLine(true, Optional.empty());

    private static Classification classification(String source) {
        return Classification.newBuilder()
                .setResultId("frames-0-7")
                .setFrameId("7")
                .setSourceId(source)
                .setCaptureTime(Instant.parse("2026-01-31T12:00:00Z"))
                .setStatus(ClassificationStatus.OK)
                .setPredictions(List.of(
                        new ClassPrediction(1, 9, "Ankle boot", 0.9371f), new ClassPrediction(2, 7, "Sneaker", 0.05f)))
                .setModel(new ModelReference("fashion", "3", "abc", "cpu"))
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("labels", 2, 41, bytes("cam-1"), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] avro(Classification classification) {
        return WireFormat.singleObject(Classification.class).encode(classification);
    }

    @Test
    void aClassificationIsRecognisedInAvroAndInJson() {
        String line = "2026-01-31T12:00:00Z  cam-1  frames-0-7  OK  Ankle boot 0.937, Sneaker 0.050  fashion/3";
        Classification classification = classification("cam-1");
        assertThat(text.of(record(avro(classification)))).isEqualTo(line);
        assertThat(text.of(record(new ClassificationJson().encode(classification))))
                .isEqualTo(line);
    }

    @Test
    void aShedFrameSaysWhy() {
        Classification shed = Classification.newBuilder(classification("cam-1"))
                .setPredictions(List.of())
                .setModel(null)
                .setStatus(ClassificationStatus.SHED)
                .setShedReason("AGE")
                .build();
        assertThat(text.of(record(avro(shed)))).isEqualTo("2026-01-31T12:00:00Z  cam-1  frames-0-7  SHED  AGE");
    }

    @Test
    void jsonIsTheContractsOwnWhateverTheWireFormat() {
        Classification classification = classification("cam-1");
        String expected = new String(new ClassificationJson().encode(classification), StandardCharsets.UTF_8);
        assertThat(json.of(record(avro(classification)))).isEqualTo(expected);
    }

    @Test
    void aDeadLetterIsRecognisedByItsHeaderWhateverItsBytes() throws Exception {
        ConsumerRecord<byte[], byte[]> dead = record(avro(classification("cam-1")));
        dead.headers()
                .add("maskstream.stage", bytes("DECODE"))
                .add("maskstream.reason", bytes("CORRUPT"))
                .add("__streams.errors.topic", bytes("frames"))
                .add("__streams.errors.partition", bytes("0"))
                .add("__streams.errors.offset", bytes("12"))
                .add("__streams.errors.message", bytes("ends too soon"));
        assertThat(text.of(dead))
                .isEqualTo("DEAD LETTER  cam-1  frames-0-12  DECODE  CORRUPT  " + dead.value().length
                        + " bytes  ends too soon");
        JsonNode object = new JsonMapper().readTree(json.of(dead)).path("dead_letter");
        assertThat(object.path("headers").path("maskstream.reason").asText()).isEqualTo("CORRUPT");
        assertThat(object.path("offset").asLong()).isEqualTo(41);
        assertThat(object.path("bytes").asInt()).isEqualTo(dead.value().length);
    }

    @Test
    void somethingElseIsSaidToBeSomethingElse() throws Exception {
        for (byte[] value : new byte[][] {bytes("hello"), bytes("{\"no\":"), {}, {0, 1, 2, 3, 4, 5}}) {
            assertThat(text.of(record(value))).startsWith("neither classification nor dead letter  labels-2-41");
            assertThat(new JsonMapper()
                            .readTree(json.of(record(value)))
                            .path("other")
                            .path("bytes")
                            .asInt())
                    .isEqualTo(value.length);
        }
        assertThat(text.of(record(null))).startsWith("neither classification nor dead letter");
    }

    @Test
    void aRecordCannotMoveTheTerminalsCursor() {
        assertThat(text.of(record(avro(classification("cam\u001b[2J\n1"))))).contains("cam?[2J?1");
    }
}

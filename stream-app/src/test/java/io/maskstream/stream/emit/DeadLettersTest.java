package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.stream.ResultMapper;
import io.maskstream.stream.consume.ExtractedFrames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {

    private final StepFixture fixture = new StepFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDeadLetterIsTheRecordAsItWasWithTheReasonInItsHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, 2}).add("maskstream.stage", "old".getBytes(StandardCharsets.UTF_8));
        fixture.plain()
                .driver()
                .createInputTopic("in", new StringSerializer(), new StringSerializer())
                .pipeInput(new TestRecord<>("key", "bad1", headers, 777L));
        TestRecord<String, byte[]> letter = fixture.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.value()).isEqualTo("bad1".getBytes(StandardCharsets.UTF_8));
        assertThat(letter.timestamp()).isEqualTo(777L);
        assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1, 2);
        Map<String, String> said = text(letter);
        assertThat(said)
                .contains(
                        entry("maskstream.stage", "INFER"),
                        entry("maskstream.reason", "INFERENCE_FAILED"),
                        entry("maskstream.attempts", "3"),
                        entry("maskstream.model.version", "1"),
                        entry("__streams.errors.message", "the model fails on it"),
                        entry("__streams.errors.exception", "java.lang.ArithmeticException"),
                        entry("__streams.errors.topic", "in"),
                        entry("__streams.errors.partition", "0"),
                        entry("__streams.errors.offset", "0"));
        assertThat(said.get("__streams.errors.stacktrace")).startsWith("java.lang.ArithmeticException: oops");
        assertThat(letter.headers().headers("maskstream.stage")).hasSize(1);
    }

    @Test
    void withoutAnExceptionThereIsNoStackTraceAndBeforeTheModelNoVersion() {
        fixture.plain().pipe("key", null);
        TestRecord<String, byte[]> letter = fixture.deadLetters().get(0);
        assertThat(letter.value()).isNull();
        assertThat(text(letter))
                .contains(entry("maskstream.stage", "DESERIALIZE"), entry("maskstream.reason", "NULL_VALUE"))
                .doesNotContainKeys(
                        "__streams.errors.exception", "__streams.errors.stacktrace", "maskstream.model.version");
    }

    @Test
    void messageAndStackTraceAreCutAtTheEndOfACharacter() {
        fixture.plain().pipe("key", "unreadable" + "\u00e4\u4e2d\ud83d\ude00".repeat(600));
        TestRecord<String, byte[]> letter = fixture.deadLetters().get(0);
        byte[] message = letter.headers().lastHeader("__streams.errors.message").value();
        assertThat(message.length).isBetween(DeadLetters.MESSAGE_BYTES - 3, DeadLetters.MESSAGE_BYTES);
        assertThat(new String(message, StandardCharsets.UTF_8)).doesNotContain("\ufffd");
        assertThat(letter.headers().lastHeader("__streams.errors.stacktrace").value())
                .hasSizeLessThanOrEqualTo(DeadLetters.STACK_TRACE_BYTES);
    }

    @Test
    void aMapperThatFailsMakesTheWholeFrameADeadLetter() {
        step(
                (record, c) -> {
                    if ("roi1".equals(c.getRoiId())) throw new IllegalStateException("cannot map");
                    return c;
                },
                Serdes.String().serializer());
        fixture.pipe("a/2 b/1");
        assertThat(fixture.resultIds()).containsExactly("b-roi0");
        assertThat(text(fixture.deadLetters().get(0)))
                .contains(entry("maskstream.stage", "POSTPROCESS"), entry("maskstream.reason", "MAPPER_FAILED"));
        assertThat(fixture.reported).containsExactly("Rejected camera", "Classified camera");
    }

    @Test
    void aSerdeThatFailsLosesTheValueButNotTheReason() {
        step((record, c) -> c, (topic, value) -> {
            throw new IllegalStateException("no schema");
        });
        fixture.pipe("bad1");
        TestRecord<String, byte[]> letter = fixture.deadLetters().get(0);
        assertThat(letter.value()).isNull();
        assertThat(text(letter).get("__streams.errors.message"))
                .startsWith("the model fails on it")
                .contains("no schema");
    }

    private void step(ResultMapper<String, String, Classification> mapper, Serializer<String> deadLetter) {
        ClassificationStep<String, String, Classification> plain = fixture.step("step");
        fixture.frames()
                .processValues(new ClassificationStep<>(
                        "step",
                        fixture.engine,
                        fixture.settings,
                        new StepTypes<>(
                                (record, origin) -> new ExtractedFrames<String, String>(
                                                r -> StepFixture.frame(r.value()))
                                        .read(record),
                                mapper,
                                deadLetter,
                                StepTypes.ResultIds.FRAME_ID),
                        plain.listener()))
                .to("out", Produced.with(Serdes.String(), ClassificationSerde.singleObject()));
    }

    private static Map<String, String> text(TestRecord<?, ?> letter) {
        List<Header> headers = Arrays.asList(letter.headers().toArray());
        return headers.stream()
                .collect(Collectors.toMap(Header::key, h -> new String(h.value(), StandardCharsets.UTF_8)));
    }
}

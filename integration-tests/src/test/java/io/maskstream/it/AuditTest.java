package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The judge of the integration tests sees what they are there to find. */
final class AuditTest {

    private static final int FRAMES = 100;
    private static final Topics TOPICS = new Topics("in", "out", "dead", 1);

    /** What a right pipeline writes, and each test spoils. */
    private final List<Results.Result> written = new ArrayList<>(LongStream.range(0, FRAMES)
            .filter(n -> isGood(n))
            .mapToObj(AuditTest::right)
            .toList());

    private final List<Long> deadLetters = new ArrayList<>(
            LongStream.range(0, FRAMES).filter(n -> !isGood(n)).boxed().toList());

    @Test
    void passesWhatIsRight() {
        assertThatCode(this::audit).doesNotThrowAnyException();
    }

    @Test
    void seesALostResult() {
        written.remove(17);
        fails(this::audit, "nothing came: 1");
    }

    @Test
    void seesALostDeadLetter() {
        deadLetters.remove(0);
        fails(this::audit, "nothing came: 1");
    }

    @Test
    void seesARepeatedResult() {
        written.add(written.get(17));
        fails(this::audit, "more than one thing came: 1");
    }

    @Test
    void seesARepeatedDeadLetter() {
        deadLetters.add(deadLetters.get(0));
        fails(this::audit, "more than one thing came: 1");
    }

    @Test
    void seesAResultThatOvertook() {
        written.add(18, written.remove(17));
        fails(this::audit, "overtook an earlier one: 1");
    }

    @Test
    void seesTheResultOfAnotherFrame() {
        Results.Result of17 = written.get(17);
        Classification of18 = Classification.newBuilder(written.get(18).classification())
                .setFrameId(of17.classification().getFrameId())
                .setSourceId(of17.classification().getSourceId())
                .setSourceOffset(of17.source().offset())
                .setResultId(of17.classification().getResultId())
                .build();
        written.set(17, new Results.Result(of17.source(), of18, of17.record()));
        fails(this::audit, "wrong: 1");
    }

    @Test
    void seesTheResultOfAnotherVersion() {
        written.get(17).classification().getModel().setVersion("2");
        fails(this::audit, "wrong: 1");
    }

    @Test
    void seesAFrameThatWasClassifiedThoughItIsCorrupt() {
        long corrupt = deadLetters.remove(0);
        written.add(right(corrupt));
        fails(this::audit, "wrong: 1");
    }

    private static void fails(ThrowingCallable audit, String message) {
        assertThatThrownBy(audit).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    private void audit() {
        Map<Source, TestFrame> sent = new HashMap<>();
        for (long n = 0; n < FRAMES; n++) sent.put(new Source(0, n), Frames.mixed(n));
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        try (Results results = new Results(TOPICS, ClassificationSerde.singleObject(), consumer)) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (Results.Result result : written) records.add(record(result));
            for (long n : deadLetters) records.add(deadLetter(n));
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (TopicPartition partition : consumer.assignment()) ends.put(partition, 0L);
            consumer.updateBeginningOffsets(Map.copyOf(ends));
            for (ConsumerRecord<byte[], byte[]> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), 0);
                consumer.addRecord(at(record, ends.merge(partition, 1L, Long::sum) - 1));
            }
            consumer.updateEndOffsets(ends);
            Audit.of(TOPICS, sent, results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
        }
    }

    private static boolean isGood(long number) {
        return Frames.mixed(number).expected() instanceof TestFrame.Classified;
    }

    private static Results.Result right(long number) {
        TestFrame.Classified expected = Frames.Colour.of(number).expected();
        Classification c = Classification.newBuilder()
                .setResultId("in-0-" + number)
                .setFrameId(Long.toString(number))
                .setSourceId(Frames.source(number))
                .setCaptureTime(Frames.captureTime(number))
                .setStatus(ClassificationStatus.OK)
                .setPredictions(List.of(new ClassPrediction(1, 0, expected.label(), (float) expected.confidence(1))))
                .setModel(new ModelReference(Models.NAME, "1", "", ""))
                .setSourceTopic("in")
                .setSourcePartition(0)
                .setSourceOffset(number)
                .build();
        return new Results.Result(
                new Source(0, number), c, new ConsumerRecord<>("out", 0, 0, new byte[0], new byte[0]));
    }

    private static ConsumerRecord<byte[], byte[]> record(Results.Result result) {
        long number = result.source().offset();
        byte[] value = ClassificationSerde.singleObject().serializer().serialize("out", result.classification());
        return record("out", Frames.mixed(number), value, new RecordHeaders());
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(long number) {
        TestFrame frame = Frames.mixed(number);
        TestFrame.DeadLetter expected = (TestFrame.DeadLetter) frame.expected();
        RecordHeaders headers = new RecordHeaders();
        headers.add("__streams.errors.topic", Frames.utf8("in"));
        headers.add("__streams.errors.partition", Frames.utf8("0"));
        headers.add("__streams.errors.offset", Frames.utf8(Long.toString(number)));
        headers.add("maskstream.stage", Frames.utf8(expected.reason().stage().name()));
        headers.add("maskstream.reason", Frames.utf8(expected.reason().name()));
        return record("dead", frame, frame.value(), headers);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, TestFrame frame, byte @Nullable [] value, RecordHeaders headers) {
        headers.add(TestFrame.HEADER, frame.header());
        return new ConsumerRecord<>(
                topic, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, frame.key(), value, headers, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> at(ConsumerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}

package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.it.Topics;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrafficTest {

    private static final Topics TOPICS = new Topics("in", "out", "dead", 2);
    private static final Instant CAPTURED = Instant.ofEpochMilli(1_000);

    private final List<RuntimeException> sendErrors = new ArrayList<>();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized void flush() {
                    sendErrors.forEach(this::errorNext);
                    super.flush();
                }
            };
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @TempDir
    private Path folder = Path.of("");

    private boolean isAlive = true;

    @BeforeEach
    void topicsAreEmpty() {
        consumer.updateBeginningOffsets(IntStream.range(0, TOPICS.partitions())
                .boxed()
                .collect(Collectors.toMap(p -> new TopicPartition(TOPICS.output(), p), p -> 0L)));
    }

    @Test
    void thePartitionIsTheFramesWhereverTheResultLies() throws Exception {
        try (Traffic traffic = traffic()) {
            // A loud source's result on the output partition of a quiet one, and the other way round.
            List<Arrival> arrivals = List.of(
                    traffic.arrival(record(1, classification(0, ClassificationStatus.OK), 1_090)),
                    traffic.arrival(record(0, classification(1, ClassificationStatus.OK), 1_007)));
            assertThat(arrivals.stream().map(Arrival::sourcePartition)).containsExactly(0, 1);
            assertThat(Fairness.others(arrivals)).containsExactly(7.5);
        }
    }

    @Test
    void anAnswerKnowsWhenItsFrameWasCaptured() throws Exception {
        try (Traffic traffic = traffic()) {
            consumer.addRecord(record(1, classification(0, ClassificationStatus.SHED), 5_000));
            assertThat(traffic.poll()).containsExactly(new Traffic.Answer(ClassificationStatus.SHED, CAPTURED, 5_000));
        }
    }

    @Test
    void theFirstFrameThatCouldNotBeSentIsTold() throws Exception {
        try (Traffic traffic = traffic()) {
            sendErrors.add(new RecordTooLargeException("the first"));
            sendErrors.add(new RecordTooLargeException("the second"));
            assertThatThrownBy(() -> traffic.flood(3))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a frame could not be sent: the first");
        }
    }

    @Test
    void nobodyWaitsForAProcessThatEnded() throws Exception {
        try (Traffic traffic = traffic()) {
            isAlive = false;
            assertThatThrownBy(() -> traffic.flood(1))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it ended");
        }
    }

    private Traffic traffic() throws IOException {
        Corpus.write(folder, FrameFormat.RAW, 1);
        return new Traffic(producer, consumer, TOPICS, Corpus.read(folder), () -> isAlive);
    }

    private static Classification classification(int sourcePartition, ClassificationStatus status) {
        return Classification.newBuilder()
                .setResultId("in-" + sourcePartition + "-7")
                .setFrameId("7")
                .setSourceId("cam-" + sourcePartition)
                .setCaptureTime(CAPTURED)
                .setSourcePartition(sourcePartition)
                .setStatus(status)
                .setModel(new ModelReference("m", "1", "", "cpu"))
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, Classification c, long appended) {
        byte[] value = ClassificationSerde.singleObject().serializer().serialize(TOPICS.output(), c);
        return new ConsumerRecord<>(
                TOPICS.output(),
                partition,
                0,
                appended,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}

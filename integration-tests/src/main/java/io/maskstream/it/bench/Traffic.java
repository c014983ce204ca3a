package io.maskstream.it.bench;

import io.maskstream.it.Topics;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Frames into one topic, results out of another. For one thread. */
final class Traffic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Topics topics;
    private final Corpus corpus;
    private final BooleanSupplier alive;
    private final Producer<String, byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final FrameSerde frames = FrameSerde.singleObject();
    private final ClassificationSerde results = ClassificationSerde.singleObject();
    private long next;
    private volatile @Nullable Exception sendError;

    /** @param alive whether the process between the topics is */
    Traffic(String bootstrapServers, Topics topics, Corpus corpus, BooleanSupplier alive) {
        this(
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                topics,
                corpus,
                alive);
    }

    /** By clients that it closes. */
    Traffic(
            Producer<String, byte[]> producer,
            Consumer<byte[], byte[]> consumer,
            Topics topics,
            Corpus corpus,
            BooleanSupplier alive) {
        this.topics = topics;
        this.corpus = corpus;
        this.alive = alive;
        this.producer = producer;
        this.consumer = consumer;
        consumer.assign(IntStream.range(0, topics.partitions())
                .mapToObj(p -> new TopicPartition(topics.output(), p))
                .toList());
    }

    /** Sends so many frames at once and returns when there are as many results. */
    List<ConsumerRecord<byte[], byte[]>> flood(int images) throws IOException {
        Instant now = Instant.now();
        for (int i = 0; i < images; i++) send((int) (next % Schedule.STEADY_SOURCES), now, turn());
        producer.flush();
        return receive(images);
    }

    /** Sends so many frames that were captured at that time, and waits for nothing. */
    void backlog(int images, Instant captured) {
        for (int i = 0; i < images; i++) send(0, captured, turn());
        producer.flush();
    }

    /**
     * What has come by now, or within a moment; in no particular order.
     *
     * @throws IOException when a frame could not be sent, or the process between the topics ended
     */
    List<Answer> poll() throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : look()) {
            Classification c = classification(record);
            answers.add(new Answer(c.getStatus(), c.getCaptureTime(), record.timestamp()));
        }
        return answers;
    }

    /**
     * A result of whatever kind.
     *
     * @param captured of its frame
     */
    record Answer(ClassificationStatus status, Instant captured, long appendedMillis) {}

    /** Sends by the schedule; the results come in no particular order. */
    List<Arrival> openLoop(Schedule schedule, IntConsumer beforeFrame) throws IOException {
        Instant epoch = Instant.now();
        long start = System.nanoTime();
        int number = 0;
        for (Schedule.Moment moment : schedule.moments()) {
            beforeFrame.accept(number++);
            for (long wait; (wait = start + moment.nanos() - System.nanoTime()) > 0; ) LockSupport.parkNanos(wait);
            // What was due, not what came of it: a producer that is late must not hide it.
            send(
                    moment.source(),
                    epoch.plusNanos(moment.nanos()),
                    schedule.keepsPartitions() ? moment.source() % topics.partitions() : turn());
        }
        producer.flush();
        return receive(number).stream().map(this::arrival).toList();
    }

    /** All partitions are equally busy. */
    private int turn() {
        return (int) (next % topics.partitions());
    }

    private void send(int source, Instant due, int partition) {
        long number = next++;
        ImageFrame.Builder frame = ImageFrame.newBuilder()
                .setFrameId(Long.toString(number))
                .setSourceId("cam-" + source)
                .setCaptureTime(due.truncatedTo(ChronoUnit.MICROS));
        corpus.fill(frame, number);
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        topics.input(),
                        partition,
                        due.toEpochMilli(),
                        frame.getSourceId(),
                        frames.serializer().serialize(topics.input(), frame.build())),
                (sent, error) -> {
                    if (error != null && sendError == null) sendError = error;
                });
    }

    private ConsumerRecords<byte[], byte[]> look() throws IOException {
        Exception error = sendError;
        if (error != null) throw new IOException("a frame could not be sent: " + error.getMessage(), error);
        if (!alive.getAsBoolean()) throw new IOException("it ended");
        return consumer.poll(LOOK);
    }

    private List<ConsumerRecord<byte[], byte[]>> receive(int images) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(images);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < images) {
            for (ConsumerRecord<byte[], byte[]> record : look()) {
                records.add(record);
                end = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > end)
                throw new IOException(records.size() + " of " + images + " results came, and no other for "
                        + PATIENCE.toSeconds() + " s");
        }
        return records;
    }

    /** @throws IllegalStateException when the frame was not classified */
    Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        return Arrival.of(classification(record), record.timestamp());
    }

    private Classification classification(ConsumerRecord<byte[], byte[]> record) {
        return results.deserializer().deserialize(record.topic(), record.value());
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } finally {
            consumer.close();
        }
    }
}

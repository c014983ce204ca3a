package io.maskstream.it.bench;

import io.maskstream.it.Application;
import io.maskstream.it.Topics;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A running application with its producer in front and its consumer behind. For one thread. */
final class Pipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Application application;
    private final Topics topics;
    private final Corpus corpus;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FrameSerde frames = FrameSerde.singleObject();
    private final ClassificationSerde results = ClassificationSerde.singleObject();
    private long next;

    Pipeline(String bootstrapServers, Application application, Topics topics, Corpus corpus) {
        this.application = application;
        this.topics = topics;
        this.corpus = corpus;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new StringSerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, topics.partitions())
                .mapToObj(p -> new TopicPartition(topics.output(), p))
                .toList());
    }

    ProcessCost cost() {
        return new ProcessCost(application.pid());
    }

    /** Sends so many frames at once and returns when the result of each is there. */
    void flood(int images) {
        for (int i = 0; i < images; i++) send();
        producer.flush();
        receive(images);
    }

    /** Sends frames at a steady rate; returns how long each took from its producer to the output topic, sorted, in ms. */
    List<Double> latencies(double perSecond, int images) {
        long start = System.nanoTime();
        for (int i = 0; i < images; i++) {
            LockSupport.parkNanos(start + (long) (i * TimeUnit.SECONDS.toNanos(1) / perSecond) - System.nanoTime());
            send();
        }
        producer.flush();
        return receive(images).stream().sorted().toList();
    }

    private void send() {
        long number = next++;
        ImageFrame frame = ImageFrame.newBuilder()
                .setFrameId(Long.toString(number))
                .setSourceId("cam-" + number % 16)
                .setCaptureTime(Instant.now())
                .setContent(corpus.image(number))
                .build();
        // Partitions in turn: all are equally busy.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                topics.input(),
                (int) (number % topics.partitions()),
                frame.getSourceId(),
                frames.serializer().serialize(topics.input(), frame)));
    }

    private List<Double> receive(int images) {
        List<Double> latencies = new ArrayList<>(images);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (latencies.size() < images) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                latencies.add(latency(record));
                end = System.nanoTime() + PATIENCE.toNanos();
            }
            if (!application.isAlive() || System.nanoTime() > end)
                throw new IllegalStateException(
                        latencies.size() + " of " + images + " results came; " + application.logTail());
        }
        return latencies;
    }

    /** The output topic stamps a record when it is appended. */
    private double latency(ConsumerRecord<byte[], byte[]> record) {
        Classification c = results.deserializer().deserialize(record.topic(), record.value());
        if (c.getStatus() != ClassificationStatus.OK) throw new IllegalStateException("not classified: " + c);
        return ChronoUnit.MICROS.between(c.getCaptureTime(), Instant.ofEpochMilli(record.timestamp())) / 1000.0;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        application.close();
    }
}

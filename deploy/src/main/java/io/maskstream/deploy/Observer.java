package io.maskstream.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads results and dead letters from their topics, as any consumer would, and enters them in the ledger: what the
 * quickstart counts is what really arrived. One thread; {@link #close()} first reads to the end.
 */
final class Observer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final String STAGE_HEADER = "maskstream.stage";

    private final Ledger ledger;
    private final Consumer<String, byte[]> consumer;
    private final Deserializer<Classification> results =
            ClassificationSerde.singleObject().deserializer();
    private final Deserializer<ImageFrame> frames = FrameSerde.singleObject().deserializer();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "observer");
    private volatile boolean finish;

    private Observer(String bootstrapServers, Ledger ledger) {
        this.ledger = ledger;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int p = 0; p < CameraPlan.CAMERAS; p++) {
            partitions.add(new TopicPartition(Topics.LABELS, p));
            partitions.add(new TopicPartition(Topics.DEAD_LETTERS, p));
        }
        consumer.assign(partitions);
        thread.setDaemon(true);
    }

    static Observer start(String bootstrapServers, Ledger ledger) {
        Observer observer = new Observer(bootstrapServers, ledger);
        observer.thread.start();
        return observer;
    }

    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void run() {
        try (consumer) {
            boolean last;
            do {
                last = finish;
                consumer.poll(POLL).forEach(this::observe);
            } while (!last || !isAtEnd());
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void observe(ConsumerRecord<String, byte[]> record) {
        Instant arrived = Instant.ofEpochMilli(record.timestamp());
        if (record.topic().equals(Topics.LABELS))
            ledger.result(results.deserialize(record.topic(), record.value()), arrived);
        else {
            ImageFrame frame = frames.deserialize(record.topic(), record.value());
            ledger.deadLetter(new FrameKey(frame.getSourceId(), frame.getFrameId()), stage(record));
        }
    }

    private static String stage(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(STAGE_HEADER);
        if (header == null)
            throw new QuickstartException("the dead letter " + record.topic() + "-" + record.partition() + "@"
                    + record.offset() + " has no header " + STAGE_HEADER);
        return new String(header.value(), UTF_8);
    }

    /** Reads what is there and ends. */
    @Override
    public void close() {
        finish = true;
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            if (!thread.isAlive()) return;
            failure.compareAndSet(
                    null,
                    new QuickstartException(
                            "the results could not be read to their end within " + CLOSE_TIMEOUT.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.wakeup();
    }
}

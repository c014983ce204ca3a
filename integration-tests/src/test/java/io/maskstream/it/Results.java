package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a pipeline has written, dead letters included, in the order in which it lies in each partition. For one thread. */
final class Results implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** More than the timeouts by which a killed process is noticed, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Topics topics;
    private final ClassificationSerde serde;
    private final Consumer<byte[], byte[]> consumer;
    private final List<Result> results = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Set<Source> sources = new HashSet<>();

    record Result(Source source, Classification classification, ConsumerRecord<byte[], byte[]> record) {}

    record DeadLetter(Source source, ConsumerRecord<byte[], byte[]> record) {

        String header(String name) {
            return Results.header(record, name);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) throw new AssertionError("dead letter without header " + name + ": " + record.headers());
        return new String(header.value(), UTF_8);
    }

    Results(Topics topics, ClassificationSerde serde, Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.serde = serde;
        this.consumer = consumer;
        consumer.assign(Stream.of(topics.output(), topics.deadLetters())
                .flatMap(topic -> IntStream.range(0, topics.partitions()).mapToObj(p -> new TopicPartition(topic, p)))
                .toList());
    }

    static Results committed(Topics topics) {
        return committed(TestBroker.bootstrapServers(), topics, ClassificationSerde.singleObject());
    }

    static Results committed(String bootstrapServers, Topics topics, ClassificationSerde serde) {
        return new Results(topics, serde, consumer(bootstrapServers, "read_committed"));
    }

    /** Those of aborted transactions too. */
    static Results uncommitted(Topics topics) {
        return new Results(
                topics,
                ClassificationSerde.singleObject(),
                consumer(TestBroker.bootstrapServers(), "read_uncommitted"));
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads until something is the case; fails when nothing new comes for a while, or an application ends meanwhile. */
    Results await(String what, BooleanSupplier isSo, Application... alive) {
        long start = System.nanoTime();
        long last = start;
        while (true) {
            if (read()) last = System.nanoTime();
            if (isSo.getAsBoolean()) return this;
            for (Application application : alive)
                if (!application.isAlive())
                    throw new AssertionError("application " + application.name() + " ended with exit code "
                            + application.exitCode() + " before: " + what + "; " + this);
            Duration idle = Duration.ofNanos(System.nanoTime() - last);
            Duration all = Duration.ofNanos(System.nanoTime() - start);
            if (idle.compareTo(PATIENCE) > 0 || all.compareTo(LIMIT) > 0)
                throw new AssertionError("not within " + all.toSeconds() + " s, the last " + idle.toSeconds()
                        + " s without anything new: " + what + "; " + this);
        }
    }

    /** Reads until something came of so many records. */
    Results awaitSources(int count, Application... alive) {
        return await("outcomes of " + count + " records", () -> sources.size() >= count, alive);
    }

    /** Reads what is there at this moment. */
    Results readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) read();
        return this;
    }

    /** @return whether there was anything */
    private boolean read() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(LOOK_AGAIN);
        records.forEach(this::keep);
        return !records.isEmpty();
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.output())) {
            Classification c = serde.deserializer().deserialize(record.topic(), record.value());
            Result result = new Result(new Source(c.getSourcePartition(), c.getSourceOffset()), c, record);
            results.add(result);
            sources.add(result.source());
            return;
        }
        Source source = new Source(
                Integer.parseInt(header(record, "__streams.errors.partition")),
                Long.parseLong(header(record, "__streams.errors.offset")));
        DeadLetter letter = new DeadLetter(source, record);
        deadLetters.add(letter);
        sources.add(letter.source());
    }

    /** Records that something came of. */
    int sources() {
        return sources.size();
    }

    boolean has(Source source) {
        return sources.contains(source);
    }

    List<Result> results() {
        return results;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Of the model, in order of their first result. */
    List<String> versions() {
        return results.stream()
                .map(result -> result.classification().getModel().getVersion())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return results.size() + " results and " + deadLetters.size() + " dead letters of " + sources.size()
                + " records were there";
    }

    @Override
    public void close() {
        consumer.close();
    }
}

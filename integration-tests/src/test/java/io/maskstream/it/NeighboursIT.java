package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State beside the classification survives kills as the classification does: see {@link NeighboursMain}. */
final class NeighboursIT {

    private static final int KILLS = Integer.getInteger("maskstream.kills", 2);
    private static final long SEED = Long.getLong("maskstream.kills.seed", System.nanoTime());
    private static final int PARTITIONS = 3;
    private static final int FRAMES_PER_SECOND = 40;

    @TempDir
    Path folder;

    @Test
    void surviveKills() throws Exception {
        Models.write(folder, 1);
        Topics count = TestBroker.topics("count", PARTITIONS);
        Topics table = TestBroker.topics("table", PARTITIONS);
        Topics chain = TestBroker.topics("chain", PARTITIONS);
        String counts = count.output() + "-counts";
        create(counts);
        Path settings = settings(count, table, chain, counts);
        Load counted = Load.steady(count, FRAMES_PER_SECOND, n -> ofKey(n, countedKey(n)));
        // A table keeps the newest frame of a key: each has its own.
        Load tabled = Load.steady(table, FRAMES_PER_SECOND, n -> ofKey(n, "frame-" + n));
        Load chained = Load.steady(chain, FRAMES_PER_SECOND, Frames::good);
        System.out.println("neighbours: -Dmaskstream.kills.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        try (Results countResults = Results.committed(count);
                Results tableResults = Results.committed(table);
                Results chainResults = Results.committed(chain)) {
            Process process = start(settings);
            try {
                for (int kill = 1; kill <= KILLS; kill++) {
                    for (Results results : List.of(countResults, tableResults, chainResults))
                        results.awaitSources(results.readToEnd().sources() + 1);
                    Thread.sleep(random.nextInt(3_000));
                    assertThat(process.isAlive()).as("alive until it is killed").isTrue();
                    process.destroyForcibly().waitFor();
                    process = start(settings);
                }
                Map<Source, TestFrame> sent = counted.finish();
                countResults.awaitSources(sent.size());
                audit(count, sent, countResults);
                audit(table, tabled, tableResults);
                audit(chain, chained, chainResults);
                Map<String, Long> expected = sent.values().stream()
                        .collect(Collectors.groupingBy(frame -> countedKey(frame.number()), Collectors.counting()));
                awaitCounts(counts, expected);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "the application's log:\n" + Files.readString(folder.resolve("neighbours.log")), e);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void audit(Topics topics, Load load, Results results) throws InterruptedException {
        Map<Source, TestFrame> sent = load.finish();
        results.awaitSources(sent.size());
        audit(topics, sent, results);
    }

    private static void audit(Topics topics, Map<Source, TestFrame> sent, Results results) {
        Audit.of(topics, sent, results.readToEnd())
                .everyOutcomeIsThereAndRight()
                .nothingTwice()
                .inOrder();
    }

    /** A load writes in turn to each partition: a key's frames have to stay in one. */
    private static String countedKey(long number) {
        return "key-" + number % (7 * PARTITIONS);
    }

    private static TestFrame ofKey(long number, String key) {
        TestFrame frame = Frames.good(number);
        return new TestFrame(number, Frames.utf8(key), frame.value(), frame.expected());
    }

    /** The newest count of each key and window, windows added up. */
    private static void awaitCounts(String topic, Map<String, Long> expected) {
        Map<String, Long> newest = new HashMap<>();
        try (KafkaConsumer<String, Long> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new StringDeserializer(),
                new LongDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            Map<String, Long> sums = Map.of();
            while (!sums.equals(expected) && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> newest.put(record.key(), record.value()));
                sums = newest.entrySet().stream()
                        .collect(Collectors.groupingBy(
                                entry -> entry.getKey().replaceAll("@.*", ""),
                                Collectors.summingLong(Map.Entry::getValue)));
            }
            assertThat(sums)
                    .as("results of each key, counted by the application")
                    .isEqualTo(expected);
        }
    }

    private static void create(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private Path settings(Topics count, Topics table, Topics chain, String counts) throws IOException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "application.id",
                count.input(),
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "processing.guarantee",
                Settings.EXACTLY_ONCE,
                "commit.interval.ms",
                "500",
                "num.stream.threads",
                "2",
                "session.timeout.ms",
                "6000",
                "heartbeat.interval.ms",
                "500",
                "producer.transaction.timeout.ms",
                "8000",
                "state.dir",
                folder.resolve("state").toString(),
                "test.model",
                folder.resolve(Models.NAME).toString()));
        // A table gives out in one commit what its cache has taken since the last: that must fit into a transaction.
        properties.put("statestore.cache.max.bytes", "200000");
        properties.put("test.dead", count.deadLetters());
        properties.put("test.counts", counts);
        Map.of("count", count, "table", table, "chain", chain).forEach((part, topics) -> {
            properties.put("test." + part + ".in", topics.input());
            properties.put("test." + part + ".out", topics.output());
        });
        Path file = folder.resolve("neighbours.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private Process start(Path settings) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-DOPT_OUT_TRACKING=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NeighboursMain.class.getName(),
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("neighbours.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.stream.app.ProduceCommand;
import io.maskstream.stream.app.TailCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code produce} and {@code tail} against a broker, as a shell sees them. */
final class CommandsIT {

    private static BrokerProcess broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(BrokerOptions.DEFAULT);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static void create(String topic, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    private int run(Object command, String topic, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--bootstrap", broker.bootstrapServers(), "--topic", topic));
        all.addAll(List.of(arguments));
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(new String[0]));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (records.size() < count && System.nanoTime() < end)
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }

    @Test
    void producedFilesAreFramesOfTheSourceInOrder() throws Exception {
        create("produced", Map.of());
        Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("b.jpg"), new byte[] {4, 5});
        Instant before = Instant.now();
        int code = run(new ProduceCommand(), "produced", "--source", "cam-ä", "--repeat", "2", folder.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("4 frames sent to produced, 0 failed");
        List<ConsumerRecord<byte[], byte[]>> records = read("produced", 4);
        assertThat(records).hasSize(4);
        for (int i = 0; i < 4; i++) {
            ImageFrame frame = FrameSerde.singleObject()
                    .deserializer()
                    .deserialize("produced", records.get(i).value());
            assertThat(new String(records.get(i).key(), StandardCharsets.UTF_8)).isEqualTo("cam-ä");
            assertThat(frame.getSourceId()).isEqualTo("cam-ä");
            assertThat(frame.getFrameId()).isEqualTo(Integer.toString(i));
            assertThat(frame.getContent())
                    .isEqualTo(ByteBuffer.wrap(i % 2 == 0 ? new byte[] {1, 2, 3} : new byte[] {4, 5}));
            assertThat(frame.getAttributes())
                    .containsEntry(
                            "file",
                            folder.resolve(i % 2 == 0 ? "a.png" : "b.jpg").toString());
            assertThat(frame.getCaptureTime()).isBetween(before.minusMillis(1), Instant.now());
        }
    }

    @Test
    void theRateIsKept() throws Exception {
        create("paced", Map.of());
        Path image = Files.write(folder.resolve("a.png"), new byte[] {1});
        long start = System.nanoTime();
        assertThat(run(
                        new ProduceCommand(),
                        "paced",
                        "--source",
                        "s",
                        "--rate",
                        "20",
                        "--repeat",
                        "21",
                        image.toString()))
                .isZero();
        // The twenty-first is due after a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFrameThatTheTopicDoesNotTakeIsCountedAndTheRestIsSent() throws Exception {
        create("narrow", Map.of("max.message.bytes", "2000"));
        Files.write(folder.resolve("a.png"), new byte[5000]);
        Files.write(folder.resolve("b.png"), new byte[100]);
        int code = run(new ProduceCommand(), "narrow", "--source", "s", "--rate", "5", "--json", folder.toString());
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("\"failed\":1").contains("\"sent\":1");
        assertThat(err.toString()).startsWith("first failure: ").contains("larger than the max message size");
    }

    @Test
    void aMissingTopicIsAnErrorAtOnce() throws Exception {
        Path image = Files.write(folder.resolve("a.png"), new byte[] {1});
        long start = System.nanoTime();
        assertThat(run(new ProduceCommand(), "nowhere", "--source", "s", image.toString()))
                .isEqualTo(1);
        assertThat(run(new TailCommand(), "nowhere")).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("--topic = nowhere: there is no such topic")
                        .contains("kafka-topics.sh"));
    }

    @Test
    void tailPrintsClassificationsAndDeadLettersOfAnyFormat() throws Exception {
        create("tailed", Map.of());
        Classification classification = Classification.newBuilder()
                .setResultId("frames-0-1")
                .setFrameId("1")
                .setSourceId("cam-1")
                .setCaptureTime(Instant.parse("2026-01-31T12:00:00Z"))
                .build();
        ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>("tailed", 0, null, new byte[] {1, 2});
        dead.headers().add("maskstream.stage", "DECODE".getBytes(StandardCharsets.UTF_8));
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ClassificationSerde serde : List.of(ClassificationSerde.singleObject(), ClassificationSerde.json()))
                producer.send(new ProducerRecord<>(
                                "tailed", 0, null, serde.serializer().serialize("tailed", classification)))
                        .get();
            producer.send(dead).get();
        }
        assertThat(run(new TailCommand(), "tailed", "--from-beginning", "--max", "3"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-01-31T12:00:00Z  cam-1  frames-0-1  UNKNOWN",
                        "2026-01-31T12:00:00Z  cam-1  frames-0-1  UNKNOWN",
                        "DEAD LETTER  ?-?-?  DECODE  2 bytes");
    }
}

package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.schemas.ClassificationSerde;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, SCRAM and only those permissions that {@code config acls} lists; and no log tells a password. */
final class SecuredBrokerIT {

    private static final String PASSWORD = "correct-horse-battery";
    private static final String STORE_PASSWORD = "staple-9f3c1d";
    private static final String ADMIN_PASSWORD = "only-the-broker-knows";
    private static final String TOKEN = "token-51c2a8";
    private static final String WRONG_PASSWORD = "correct-mule-battery";
    private static final int FRAMES = 60;

    /** Every permission that exactly-once needs, one at a time. */
    private static final List<String> PERMISSIONS = List.of(
            "input Read",
            "input DescribeConfigs",
            "output Write",
            "output DescribeConfigs",
            "dead letters Write",
            "dead letters DescribeConfigs",
            "group Read",
            "transactional-id Write");

    private static final String DEBUG = "-Xmx512m -XX:+UseSerialGC -Dlogback.configurationFile=";

    @TempDir
    private static Path shared;

    private static SecuredBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        Certificates certificates = Certificates.make(shared, STORE_PASSWORD);
        Map<String, String> users = new HashMap<>();
        for (String user : List.of("alo", "eos")) users.put(user, PASSWORD);
        for (int i = 0; i < PERMISSIONS.size(); i++) users.put("less" + i, PASSWORD);
        broker = SecuredBroker.start(shared, ADMIN_PASSWORD, certificates, users);
        Models.write(shared, 1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Settings.AT_LEAST_ONCE, Settings.EXACTLY_ONCE})
    void thePipelineRunsWithWhatItListsAndLogsNoSecret(String guarantee) throws Exception {
        String user = guarantee.equals(Settings.EXACTLY_ONCE) ? "eos" : "alo";
        Topics topics = Topics.create(broker.adminSettings(), user, 2);
        Map<String, String> settings = settings(topics, user);
        settings.put("maskstream.processing.guarantee", guarantee);
        settings.put("maskstream.http.token", TOKEN);
        for (JsonNode acl : acls(settings))
            broker.allow(
                    user,
                    acl.get("resource").asText(),
                    acl.get("name").asText(),
                    acl.get("pattern").asText(),
                    operations(acl));

        try (Application application = start(settings);
                Results results = new Results(
                        topics,
                        ClassificationSerde.singleObject(),
                        new KafkaConsumer<>(
                                consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer()))) {
            application.awaitReady();
            send(topics);
            results.awaitSources(FRAMES, application);
            assertThat(results.deadLetters()).isNotEmpty();
            assertThat(results.results()).hasSize(FRAMES - results.deadLetters().size());
            assertThat(application.terminate(Duration.ofSeconds(40))).isEqualTo(Application.STOPPED);
            assertThat(application.log()).anyMatch(line -> line.contains("DEBUG") && line.contains("Sasl"));
            isSilent(String.join("\n", application.log()));
        }
        isSilent(checked(settings));
    }

    /** So none is listed that is not needed. Which one is missing is said at start, or by Kafka Streams a moment later. */
    @ParameterizedTest
    @MethodSource("permissions")
    void withoutOneOfThemItEndsAndSaysWhatIsMissing(String without) throws Exception {
        String user = "less" + PERMISSIONS.indexOf(without);
        Topics topics = Topics.create(broker.adminSettings(), user, 1);
        Map<String, String> settings = settings(topics, user);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        Map<String, String> roles =
                Map.of(topics.input(), "input", topics.output(), "output", topics.deadLetters(), "dead letters");
        Set<String> granted = new HashSet<>();
        for (JsonNode acl : acls(settings)) {
            String name = acl.get("name").asText();
            Set<String> operations = operations(acl);
            String type = acl.get("resource").asText();
            boolean topic = type.equals("topic");
            String of = (topic ? roles.get(name) : type) + " ";
            Set<String> left = new TreeSet<>(operations);
            left.removeIf(operation -> without.equals(of + operation));
            operations.forEach(operation -> granted.add(of + operation));
            // Read and Write bring it with them.
            if (left.size() < operations.size() && topic) left.add("Describe");
            broker.allow(user, type, name, acl.get("pattern").asText(), left);
        }
        assertThat(granted).containsExactlyInAnyOrderElementsOf(PERMISSIONS);
        String missing = without.substring(without.lastIndexOf(' ') + 1);
        String resource = without.substring(0, without.lastIndexOf(' '));
        failsWith(
                settings,
                switch (resource) {
                    case "group" -> "Not authorized to access group: " + settings.get("maskstream.application.id");
                    case "transactional-id" -> "Transactional Id authorization failed";
                    default -> "let an administrator run kafka-acls.sh";
                },
                switch (resource) {
                    case "group", "transactional-id" -> "maskstream config acls";
                    default -> "--operation " + missing + " --topic ";
                });
    }

    /** In CI one of each kind. */
    static List<String> permissions() {
        return LongForm.all() ? PERMISSIONS : List.of("group Read", "transactional-id Write", "dead letters Write");
    }

    @Test
    void aWrongPasswordIsSaidAtOnce() throws Exception {
        Topics topics = Topics.create(broker.adminSettings(), "wrong", 1);
        Map<String, String> settings = settings(topics, "alo");
        broker.clientSettings("alo", WRONG_PASSWORD).forEach((key, value) -> settings.put("kafka." + key, value));
        failsWith(settings, "the brokers refuse the credentials", "sasl.jaas.config");
    }

    private void failsWith(Map<String, String> settings, String... words) throws Exception {
        try (Application application = start(settings)) {
            assertThat(application.waitFor(Duration.ofSeconds(60))).isTrue();
            assertThat(application.exitCode()).isEqualTo(1);
            String log = String.join("\n", application.log());
            assertThat(log).contains(words);
            isSilent(log);
        }
    }

    private static void isSilent(String text) {
        assertThat(text).doesNotContain(PASSWORD, STORE_PASSWORD, ADMIN_PASSWORD, WRONG_PASSWORD, TOKEN);
    }

    /** With everything logged that there is. */
    private Application start(Map<String, String> settings) throws Exception {
        Path logback = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target><encoder><pattern>%-5level %logger %msg %kvp%n</pattern></encoder>
                  </appender>
                  <root level="DEBUG"><appender-ref ref="ERR"/></root>
                </configuration>
                """);
        return Application.start(Distribution.located(), "secured", folder, settings, DEBUG + logback);
    }

    private Map<String, String> settings(Topics topics, String user) {
        Map<String, String> settings = Settings.of(broker.bootstrapServers(), topics, shared);
        broker.clientSettings(user, PASSWORD).forEach((key, value) -> settings.put("kafka." + key, value));
        return settings;
    }

    private List<JsonNode> acls(Map<String, String> settings) throws Exception {
        List<JsonNode> acls = new ArrayList<>();
        for (String line : command(settings, "acls").lines().toList()) acls.add(new JsonMapper().readTree(line));
        return acls;
    }

    private String checked(Map<String, String> settings) throws Exception {
        String effective = command(settings, "check");
        assertThat(effective).contains("sasl.jaas.config", "[hidden]");
        return effective;
    }

    private String command(Map<String, String> settings, String what) throws Exception {
        Path config = folder.resolve("acls.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer out = Files.newBufferedWriter(config, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
        try (Command command = Command.start(
                Files.createDirectory(folder.resolve(what)), "config", what, "--config", config.toString(), "--json")) {
            assertThat(command.waitFor()).as(command.err()).isZero();
            return command.out();
        }
    }

    private static Set<String> operations(JsonNode acl) {
        Set<String> operations = new TreeSet<>();
        acl.get("operations").forEach(operation -> operations.add(operation.asText()));
        return operations;
    }

    private static void send(Topics topics) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.adminSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < FRAMES; i++) {
                TestFrame frame = Frames.mixed(i);
                producer.send(new ProducerRecord<>(topics.input(), frame.key(), frame.value()))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(broker.adminSettings());
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        return settings;
    }
}

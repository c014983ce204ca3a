package io.maskstream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maskstream.model.image.ImageLimits;
import io.maskstream.stream.batch.MinConfidence;
import io.maskstream.stream.fetch.FetchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineConfigTest {

    private static final Map<String, String> EMBEDDED =
            Map.of("maskstream.model.dir", "models/m", "maskstream.dead.letter.topic", "dead");
    private static final Map<String, String> STANDALONE = with(
            EMBEDDED,
            "maskstream.application.id",
            "app",
            "maskstream.input.topics",
            "a, b",
            "maskstream.output.topic",
            "out",
            "kafka.bootstrap.servers",
            "localhost:9092");

    @Test
    void defaultsAreThoseOfTheDesign() {
        PipelineConfig config = PipelineConfig.of(EMBEDDED);
        assertThat(config.batchMaxImages()).isEqualTo(32);
        assertThat(config.batchLinger()).isEqualTo(Duration.ZERO);
        assertThat(config.inflightMaxTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.inferTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.shutdownDrain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.modelPollInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.modelPolicy()).isEqualTo(ModelPolicy.LATEST);
        assertThat(config.imageLimits()).isEqualTo(ImageLimits.DEFAULT);
        assertThat(config.topk()).isEqualTo(5);
        assertThat(config.minConfidence()).isEqualTo(MinConfidence.OFF);
        assertThat(config.predictionSet()).isFalse();
        assertThat(config.frameMaxAge()).isEmpty();
        assertThat(config.sourceMaxRate()).isEmpty();
        assertThat(config.deviceSlots()).isEmpty();
        assertThat(config.decodeThreads()).isPositive();
        assertThat(config.modelTrustedKeys()).isEmpty();
        assertThat(config.device()).isEqualTo("auto");
    }

    @Test
    void nothingMayBeFetchedByDefault() {
        assertThat(PipelineConfig.of(EMBEDDED).fetchSettings()).isEqualTo(FetchSettings.NONE);
        FetchSettings settings = PipelineConfig.of(with(
                        EMBEDDED,
                        "maskstream.fetch.schemes",
                        "file, https",
                        "maskstream.fetch.hosts",
                        "images.test, [::1]:8443",
                        "maskstream.fetch.folders",
                        "/data",
                        "maskstream.fetch.private.networks",
                        "true"))
                .fetchSettings();
        assertThat(settings.schemes()).containsExactlyInAnyOrder("file", "https");
        assertThat(settings.hosts()).containsExactlyInAnyOrder("images.test", "[::1]:8443");
        assertThat(settings.folders()).containsExactly(Path.of("/data"));
        assertThat(settings.privateNetworks()).isTrue();
    }

    @Test
    void theModelMayDecideWhichConfidenceIsLow() {
        PipelineConfig config = PipelineConfig.of(
                with(with(EMBEDDED, "maskstream.min.confidence", "model"), "maskstream.prediction.set", "true"));
        assertThat(config.engineSettings().minConfidence()).isEqualTo(new MinConfidence.OfModel());
        assertThat(config.engineSettings().predictionSet()).isTrue();
        assertThat(PipelineConfig.of(with(EMBEDDED, "maskstream.min.confidence", "0.25"))
                        .minConfidence())
                .isEqualTo(new MinConfidence.Fixed(0.25f));
    }

    @Test
    void readsEveryKindOfValue() {
        PipelineConfig config = PipelineConfig.of(with(
                STANDALONE,
                "maskstream.input.format",
                "bytes",
                "maskstream.input.bytes.source.header",
                "camera",
                "maskstream.processing.guarantee",
                "exactly_once_v2",
                "maskstream.frame.max.age",
                "3 s",
                "maskstream.source.max.rate",
                "12.5",
                "maskstream.device",
                "gpu:0,1",
                "maskstream.device.slots",
                "2",
                "maskstream.frame.max.bytes",
                "1 MiB",
                "maskstream.model.trusted.keys",
                "k/a.pem, k/b.pem",
                "maskstream.http.token",
                "hunter2"));
        assertThat(config.inputFormat()).isEqualTo(InputFormat.BYTES);
        assertThat(config.inputBytesSourceHeader()).contains("camera");
        assertThat(config.processingGuarantee()).isEqualTo(ProcessingGuarantee.EXACTLY_ONCE_V2);
        assertThat(config.frameMaxAge()).contains(Duration.ofSeconds(3));
        assertThat(config.sourceMaxRate()).hasValue(12.5);
        assertThat(config.device()).isEqualTo("gpu:0,1");
        assertThat(config.deviceSlots()).hasValue(2);
        assertThat(config.imageLimits().maxBytes()).isEqualTo(1 << 20);
        assertThat(config.modelTrustedKeys()).containsExactly(Path.of("k/a.pem"), Path.of("k/b.pem"));
        Standalone standalone = config.standalone();
        assertThat(standalone.inputTopics()).containsExactly("a", "b");
        assertThat(standalone.httpToken()).contains(new Password("hunter2"));
        assertThat(config.kafka()).containsExactly(Map.entry("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void environmentOverridesFileAndSetOverridesBoth(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("p.properties"), """
                maskstream.model.dir = models/m
                maskstream.dead.letter.topic = dead
                maskstream.batch.max.images = 1
                maskstream.topk = 1
                maskstream.http.port = 1
                """);
        PipelineConfig config = PipelineConfig.load(
                file,
                Map.of(
                        "MASKSTREAM_BATCH_MAX_IMAGES", "2",
                        "MASKSTREAM_TOPK", "2",
                        "MASKSTREAM_KAFKA_BOOTSTRAP_SERVERS", "h:1",
                        "MASKSTREAM_SERVICE_HOST", "10.0.0.1"),
                Map.of("maskstream.topk", "3"));
        assertThat(config.effective()).containsEntry("maskstream.http.port", "1");
        assertThat(config.batchMaxImages()).isEqualTo(2);
        assertThat(config.topk()).isEqualTo(3);
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "h:1");
    }

    @ParameterizedTest
    @CsvSource({
        "maskstream.batch.max.image, maskstream.batch.max.images",
        "maskstream.bach.linger, maskstream.batch.linger",
        "batch.linger, maskstream.batch.linger",
        "input.topic, maskstream.input.topics"
    })
    void anUnknownKeyNamesTheNearest(String given, String meant) {
        assertThat(problems(with(EMBEDDED, given, "1")))
                .singleElement()
                .satisfies(p -> assertThat(p.toString()).contains(given, "did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @CsvSource({
        "maskstream.batch.max.images, 0, must be 1 to 1024",
        "maskstream.batch.max.images, many, must be 1 to 1024",
        "maskstream.infer.timeout, 5, must be 10 ms to 10 min",
        "maskstream.frame.max.bytes, 10 MB, must be 1 B to 1 GiB",
        "maskstream.device, tpu, must be auto | cpu | gpu",
        "maskstream.min.confidence, 50, 'must be 0 to 1, or model'",
        "maskstream.min.confidence, models, 'must be 0 to 1, or model'",
        "maskstream.prediction.set, yes, must be true | false",
        "maskstream.source.max.rate, 0, must be off",
        "maskstream.schema.registry.url, registry:8081, must be an http or https URL",
        "maskstream.input.format, png, must be imageframe | bytes | avro",
        "maskstream.dead.letter.topic, a b, must be a topic name",
        "maskstream.model.policy, announced, set latest",
        "maskstream.model.policy, pinned, is required by",
        "maskstream.model.version, '7', has no effect",
        "maskstream.fetch.schemes, HTTP, must be URI schemes in lower case",
        "maskstream.fetch.schemes, https, is required by maskstream.fetch.schemes = https",
        "maskstream.fetch.schemes, file, is required by maskstream.fetch.schemes = file",
        "maskstream.fetch.hosts, http://a, must be hosts in lower case",
        "kafka.application.id, x, set maskstream.application.id instead"
    })
    void aBadValueIsNamedWithItsRemedy(String key, String value, String remedy) {
        assertThat(problems(with(EMBEDDED, key, value)))
                .singleElement()
                .satisfies(p -> assertThat(p.toString()).contains(remedy));
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsOrigin(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("p.properties"), "maskstream.topk = none\n");
        InvalidConfigException e = catchThrowableOfType(
                InvalidConfigException.class,
                () -> PipelineConfig.load(file, Map.of("MASKSTREAM_HTTP_PORT", "tcp://10.0.0.1:80"), Map.of()));
        assertThat(e.problems())
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "maskstream.topk",
                        "maskstream.http.port",
                        "maskstream.model.dir",
                        "maskstream.dead.letter.topic");
        assertThat(e).hasMessageContaining("none (from " + file + ")").hasMessageContaining("MASKSTREAM_HTTP_PORT");
    }

    @Test
    void runNamesEverythingThatItMisses() {
        InvalidConfigException e = catchThrowableOfType(
                InvalidConfigException.class,
                () -> PipelineConfig.of(with(EMBEDDED, "maskstream.http.host", "0.0.0.0"))
                        .standalone());
        assertThat(e.problems())
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "maskstream.application.id",
                        "maskstream.input.topics",
                        "maskstream.output.topic",
                        "kafka.bootstrap.servers",
                        "maskstream.http.host");
    }

    @Test
    void foreignAvroSaysWhatItNeeds() {
        assertThat(problems(with(EMBEDDED, "maskstream.input.format", "avro")))
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "maskstream.input.avro.content",
                        "maskstream.input.avro.source",
                        "maskstream.input.avro.schema");
    }

    @ParameterizedTest
    @CsvSource({
        "maskstream.inflight.max.time, 4 s, at most a third",
        "maskstream.infer.timeout, 9 s, below the transaction timeout",
        "kafka.producer.transaction.timeout.ms, 5000, lower"
    })
    void exactlyOnceKeepsTheDrainInsideTheTransaction(String key, String value, String remedy) {
        Map<String, String> atLeastOnce = with(EMBEDDED, key, value);
        PipelineConfig.of(atLeastOnce);
        assertThat(problems(with(atLeastOnce, "maskstream.processing.guarantee", "exactly_once_v2")))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.toString()).contains("transaction", remedy.substring(0, 2)))
                .anySatisfy(p -> assertThat(p.toString()).contains(remedy));
    }

    @Test
    void aLongerTransactionAllowsASlowModel() {
        PipelineConfig.of(with(
                EMBEDDED,
                "maskstream.processing.guarantee",
                "exactly_once_v2",
                "maskstream.inflight.max.time",
                "10 s",
                "maskstream.infer.timeout",
                "25 s",
                "maskstream.batch.max.images",
                "8",
                "kafka.producer.transaction.timeout.ms",
                "30000"));
    }

    @Test
    void isolationMustEndBeforeTheConsumerIsTakenForDead() {
        assertThat(problems(with(EMBEDDED, "maskstream.infer.timeout", "25 s")))
                .singleElement()
                .satisfies(p -> assertThat(p.toString()).contains("5 min", "max.poll.interval.ms"));
        PipelineConfig.of(
                with(EMBEDDED, "maskstream.infer.timeout", "25 s", "kafka.consumer.max.poll.interval.ms", "600000"));
    }

    @Test
    void secretsAreNeverShown() {
        PipelineConfig config = PipelineConfig.of(with(
                STANDALONE,
                "maskstream.http.token",
                "hunter2",
                "kafka.sasl.jaas.config",
                "hunter2",
                "kafka.ssl.keystore.password",
                "hunter2"));
        assertThat(config.toString()).doesNotContain("hunter2").contains("maskstream.http.token=[hidden]");
        assertThat(config.standalone().toString()).doesNotContain("hunter2");
        assertThat(problems(with(STANDALONE, "maskstream.http.tokn", "hunter2")).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void anEmptyOverrideTakesAValueAway() {
        assertThat(PipelineConfig.of(with(EMBEDDED, "maskstream.schema.registry.url", ""))
                        .schemaRegistryUrl())
                .isEmpty();
    }

    private static List<ConfigProblem> problems(Map<String, String> entries) {
        return catchThrowableOfType(InvalidConfigException.class, () -> PipelineConfig.of(entries))
                .problems();
    }

    private static Map<String, String> with(Map<String, String> base, String... keysAndValues) {
        Map<String, String> entries = new HashMap<>(base);
        for (int i = 0; i < keysAndValues.length; i += 2) entries.put(keysAndValues[i], keysAndValues[i + 1]);
        return entries;
    }
}

package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container, from the image that others run or from {@code integration-tests/kafka-image}. */
final class ContainerBroker implements TestBroker.Started {

    private static final String IMAGE = Optional.ofNullable(System.getenv("MASKSTREAM_KAFKA_IMAGE"))
            .orElse("apache/kafka:" + AppInfoParser.getVersion());

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    /**
     * Skips the test without Docker; {@code -Dmaskstream.require=docker} or {@code MASKSTREAM_REQUIRE_DOCKER=1} makes that a
     * failure.
     */
    static ContainerBroker start(Map<String, String> properties) {
        boolean usable = DockerClientFactory.instance().isDockerAvailable();
        String message = "Docker is not usable here: no broker in a container";
        if (System.getProperty("maskstream.require", "").contains("docker")
                || "1".equals(System.getenv("MASKSTREAM_REQUIRE_DOCKER")))
            assertThat(usable).as(message).isTrue();
        assumeTrue(usable, message);
        KafkaContainer container =
                new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"));
        // As the quickstart's broker: a missing topic must be an error.
        container.addEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        properties.forEach((key, value) ->
                container.addEnv("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "broker-stop"));
        return new ContainerBroker(container);
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public String log() {
        return container.getLogs();
    }
}

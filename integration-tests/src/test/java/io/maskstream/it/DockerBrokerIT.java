package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maskstream.schemas.ClassificationSerde;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The same against the broker image that others run. */
final class DockerBrokerIT {

    private static final String IMAGE = System.getProperty("maskstream.kafka.image", "apache/kafka:4.3.1");
    private static final int FRAMES = 300;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void classifiesOnABrokerInAContainer() throws Exception {
        requireDocker();
        Models.write(models, 1);
        try (KafkaContainer broker =
                new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"))) {
            broker.start();
            Topics topics = Topics.create(broker.getBootstrapServers(), "docker", 3);
            Map<String, String> settings = Settings.of(broker.getBootstrapServers(), topics, models);
            settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
            Load load = Load.of(broker.getBootstrapServers(), topics, FRAMES, Frames::mixed);
            try (Results results =
                    Results.committed(broker.getBootstrapServers(), topics, ClassificationSerde.singleObject())) {
                Application application = applications.ready(settings);
                results.awaitSources(FRAMES, application);
                assertThat(application.terminate(Duration.ofSeconds(10))).isEqualTo(Application.STOPPED);
                Audit.of(topics, load.finish(), results.readToEnd())
                        .everyOutcomeIsThereAndRight()
                        .nothingTwice()
                        .inOrder();
            }
        }
    }

    /** Skips without Docker; {@code -Dmaskstream.require=docker} makes that a failure. */
    private static void requireDocker() {
        boolean usable = DockerClientFactory.instance().isDockerAvailable();
        String message = "Docker is not usable here: no broker in a container";
        if (System.getProperty("maskstream.require", "").contains("docker"))
            assertThat(usable).as(message).isTrue();
        assumeTrue(usable, message);
    }
}

package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Without its dead-letter topic a pipeline is not ready and commits nothing past a corrupt frame; with it, it goes on. */
final class DeletedTopicIT {

    private static final int PARTITIONS = 2;
    private static final int GOOD = 400;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void waitsForTheDeadLetterTopic() throws Exception {
        Models.write(models, 1);
        Topics topics = TestBroker.topics("deleted", PARTITIONS);
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        try (Admin admin = Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers()));
                Results before = Results.committed(topics)) {
            Application application = applications.ready(settings);
            Map<Source, TestFrame> sent =
                    new HashMap<>(Load.of(topics, GOOD, Frames::good).finish());
            before.awaitSources(GOOD, application);

            admin.deleteTopics(List.of(topics.deadLetters())).all().get();
            sent.putAll(Load.of(topics, GOOD, n -> n == GOOD / 2 ? Frames.corrupt(n) : Frames.good(n))
                    .finish());
            Source corrupt = sent.entrySet().stream()
                    .filter(entry -> entry.getValue().expected() instanceof TestFrame.DeadLetter)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            await().until(() -> application.status("/readyz") == 503);
            assertThat(application.body("/readyz")).contains(topics.deadLetters());
            // Longer than a commit and a transaction take.
            await().during(Duration.ofSeconds(10))
                    .until(() -> committed(settings, corrupt.partition()) <= corrupt.offset());
            assertThat(application.isAlive()).isTrue();

            admin.createTopics(List.of(new NewTopic(topics.deadLetters(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
            await().until(() -> application.status("/readyz") == 200);
            try (Results results = Results.committed(topics)) {
                results.awaitSources(2 * GOOD, application);
                assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
                Audit.of(topics, sent, results.readToEnd())
                        .everyOutcomeIsThereAndRight()
                        .nothingTwice()
                        .inOrder();
            }
        }
    }

    private static long committed(Map<String, String> settings, int partition) {
        return Committed.offsets(settings).entrySet().stream()
                .filter(entry -> entry.getKey().partition() == partition)
                .mapToLong(entry -> entry.getValue().offset())
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(500));
    }
}

package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A new version takes over under load, a broken one does not, and no frame notices. */
final class HotReloadIT {

    private static final Duration PER_IMAGE = Duration.ofMillis(1);

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void changesTheModelUnderLoad() throws Exception {
        Models.write(models, 1, PER_IMAGE);
        Topics topics = TestBroker.topics("reloaded", 3);
        Map<String, String> settings = Settings.of(topics, models);
        try (Results results = Results.committed(topics)) {
            Application application = applications.ready(settings);
            // As much as the model can do: frames are always on their way when a version changes.
            Load load = Load.steady(topics, 1_000, Frames::mixed);
            results.await("results", () -> results.versions().contains("1"), application);

            Models.write(models, 2, PER_IMAGE);
            results.await("results of version 2", () -> results.versions().contains("2"), application);

            Models.writeBroken(models, 3);
            results.await(
                    "the refusal of version 3 in the log",
                    () -> application.log().stream()
                            .anyMatch(
                                    line -> line.contains("model version rejected") && line.contains("version=\"3\"")),
                    application);
            assertThat(application.status("/readyz")).as("ready with version 2").isEqualTo(200);
            int before = results.readToEnd().sources();
            results.awaitSources(before + 500, application);

            Map<Source, TestFrame> sent = load.finish();
            results.awaitSources(sent.size(), application);
            application.terminate(Duration.ofSeconds(10));
            // The confidence of each result is that of the version it names: no frame was computed by another.
            Audit.of(topics, sent, results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            assertThat(results.versions()).containsExactlyInAnyOrder("1", "2");
        }
    }
}

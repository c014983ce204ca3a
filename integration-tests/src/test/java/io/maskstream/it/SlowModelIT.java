package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model that needs half a second an image makes progress under exactly-once: no transaction outlives its timeout. */
final class SlowModelIT {

    private static final int FRAMES = 24;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void abortsNoTransaction() throws Exception {
        Models.write(models, 1, Duration.ofMillis(500));
        Topics topics = TestBroker.topics("slow", 2);
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        // Warming runs every size of batch: with 16 images it would take half a minute.
        settings.put("maskstream.batch.max.images", "8");
        Load load = Load.of(topics, FRAMES, Frames::good);
        try (Results committed = Results.committed(topics);
                Results written = Results.uncommitted(topics)) {
            Application application = applications.ready(settings);
            committed.awaitSources(FRAMES / 3, application);
            assertThat(committed.sources())
                    .as("committed on the way, not all at the end")
                    .isLessThan(FRAMES);
            committed.awaitSources(FRAMES, application);
            application.terminate(Duration.ofSeconds(10));
            Audit.of(topics, load.finish(), committed.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            // What an aborted transaction had written would be here beside what its repetition wrote.
            assertThat(written.readToEnd().results()).hasSize(FRAMES);
        }
    }
}

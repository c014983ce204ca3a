package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A record that cannot be classified becomes a dead letter with everything it had; its neighbours do not notice. */
@Tag(TestBroker.CONTAINER)
final class CorruptFramesIT {

    private static final int FRAMES = 600;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void becomeDeadLettersAmongResults() throws Exception {
        Models.write(models, 1);
        Topics topics = TestBroker.topics("corrupt", 2);
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        Load load = Load.of(topics, FRAMES, n -> n % 3 == 1 ? Frames.corrupt(n) : Frames.good(n));
        try (Results results = Results.committed(topics)) {
            Application application = applications.ready(settings);
            results.awaitSources(FRAMES, application);
            assertThat(application.terminate(Duration.ofSeconds(10))).isEqualTo(Application.STOPPED);
            Audit.of(topics, load.finish(), results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            Set<String> reasons = results.deadLetters().stream()
                    .map(letter -> letter.header("maskstream.reason"))
                    .collect(Collectors.toSet());
            assertThat(reasons)
                    .containsExactlyInAnyOrder(
                            RejectionReason.NULL_VALUE.name(),
                            RejectionReason.MALFORMED_RECORD.name(),
                            RejectionReason.UNKNOWN_SCHEMA.name(),
                            RejectionReason.INVALID_FRAME.name(),
                            RejectionReason.FETCH_REFUSED.name(),
                            RejectionReason.TRUNCATED.name(),
                            RejectionReason.RAW_SIZE_MISMATCH.name(),
                            RejectionReason.REGION_OUTSIDE_IMAGE.name());
            assertThat(results.deadLetters())
                    .allSatisfy(letter -> assertThat(letter.header("__streams.errors.message"))
                            .isNotBlank());
        }
    }
}

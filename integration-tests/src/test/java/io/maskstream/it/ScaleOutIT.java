package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance joins and another leaves under load: nothing is lost, nothing repeated, and nobody waits for a timeout. */
final class ScaleOutIT {

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @ParameterizedTest
    @ValueSource(strings = {Settings.AT_LEAST_ONCE, Settings.EXACTLY_ONCE})
    void movesPartitionsWithoutLossOrRepetition(String guarantee) throws Exception {
        Models.write(models, 1, Duration.ofMillis(1));
        Topics topics = TestBroker.topics("scaled", 3);
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", guarantee);
        // One that does not say that it leaves would keep its partitions this long: longer than this test waits.
        settings.put("kafka.session.timeout.ms", "300000");
        Load load = Load.steady(topics, 400, Frames::mixed);
        try (Results results = Results.committed(topics)) {
            Application first = applications.ready(settings);
            results.awaitSources(400, first);

            Application second = applications.ready(settings);
            int before = results.readToEnd().sources();
            results.await("both own partitions", () -> Members.owning(settings, topics) == 2, first, second);
            results.awaitSources(before + 800, first, second);

            int exitCode = first.terminate(Duration.ofSeconds(15));
            assertThat(exitCode).as("exit code after SIGTERM").isEqualTo(Application.STOPPED);

            Map<Integer, Long> sentWhenLeft = newest(load);
            results.await(
                    "the one that stays has the partitions of the one that left",
                    () -> reached(results, sentWhenLeft),
                    second);
            Map<Source, TestFrame> sent = load.finish();
            results.awaitSources(sent.size(), second);
            second.terminate(Duration.ofSeconds(10));
            Audit.of(topics, sent, results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
        }
    }

    /** The newest offset of each partition. */
    private static Map<Integer, Long> newest(Load load) {
        Map<Integer, Long> newest = new HashMap<>();
        load.sent().forEach(source -> newest.merge(source.partition(), source.offset(), Math::max));
        return newest;
    }

    private static boolean reached(Results results, Map<Integer, Long> offsets) {
        return offsets.entrySet().stream().allMatch(entry -> results.has(new Source(entry.getKey(), entry.getValue())));
    }
}

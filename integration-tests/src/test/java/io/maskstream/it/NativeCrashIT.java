package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A frame whose native code takes the JVM down does not do so again and again: libtorch divides by zero, the JVM aborts, and
 * what the restarted one finds in the crash journal is examined in a child.
 */
final class NativeCrashIT {

    private static final int KILLERS = Integer.getInteger("maskstream.killers", 3);
    private static final int FRAMES_PER_KILLER = 1_000;
    /** In the JVM's own report. */
    private static final String DIVISION_BY_ZERO = "SIGFPE";

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @Test
    void costsOneRestartAFrameAndThenItIsADeadLetter() throws Exception {
        Models.writeDeadly(models, 1);
        Topics topics = TestBroker.topics("crash", 3);
        int frames = KILLERS * FRAMES_PER_KILLER;
        Load load = Load.of(
                topics,
                frames,
                number -> number % FRAMES_PER_KILLER == FRAMES_PER_KILLER / 2
                        ? Frames.deadly(number)
                        : Frames.mixed(number));
        try (Results committed = Results.committed(topics)) {
            int deaths = 0;
            Application application = applications.start(settings(topics));
            while (committed.sources() < frames) {
                Application now = application;
                committed.await(
                        "the end of " + now.name() + ", or outcomes of " + frames + " records",
                        () -> committed.sources() >= frames || !now.isAlive());
                if (committed.sources() >= frames) break;
                assertThat(String.join("\n", now.log())).as("how it ended").contains(DIVISION_BY_ZERO);
                deaths++;
                assertThat(deaths).as("deaths of " + KILLERS + " frames").isLessThanOrEqualTo(KILLERS);
                application = applications.start(settings(topics));
            }
            assertThat(deaths).as("the model is deadly").isPositive();
            assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit.of(topics, load.finish(), committed.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            assertThat(crashes(committed)).hasSize(KILLERS).containsOnly("3");
            System.out.println(
                    KILLERS + " killers in " + frames + " frames: " + deaths + " deaths, 0 missing, 0 repeated");
        }
    }

    /** The neighbour on the same disk takes the partition over, and does not die of it. */
    @Test
    void costsOneOfTwoInstances() throws Exception {
        Models.writeDeadly(models, 1);
        Topics topics = TestBroker.topics("crash-pair", 2);
        LongFunction<TestFrame> oneKiller =
                number -> number == FRAMES_PER_KILLER ? Frames.deadly(number) : Frames.good(number);
        Application one = applications.ready(settings(topics));
        Application two = applications.ready(settings(topics));
        Load load = Load.of(topics, 2 * FRAMES_PER_KILLER, oneKiller);
        try (Results committed = Results.committed(topics)) {
            committed.await("outcomes of every record", () -> committed.sources() >= 2 * FRAMES_PER_KILLER);
            assertThat(one.isAlive() ^ two.isAlive()).as("one of two died").isTrue();
            Audit.of(topics, load.finish(), committed.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            assertThat(crashes(committed)).containsExactly("3");
            Application survivor = one.isAlive() ? one : two;
            assertThat(survivor.body("/metrics"))
                    .contains("maskstream_suspects_examined_total{verdict=\"killed\"} 1.0")
                    .contains("maskstream_suspects 0.0");
        }
    }

    private Map<String, String> settings(Topics topics) {
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        return settings;
    }

    /** The attempts of dead letters for a crash. */
    private static List<String> crashes(Results results) {
        return results.deadLetters().stream()
                .filter(letter -> letter.header("maskstream.reason").equals("NATIVE_CRASH"))
                .map(letter -> letter.header("maskstream.attempts"))
                .toList();
    }
}

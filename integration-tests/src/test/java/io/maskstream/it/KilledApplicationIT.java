package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes of which one is killed at a random moment, again and again, once with a new model version on its way:
 * nothing is lost; under exactly-once nothing is repeated either.
 */
@Tag(TestBroker.CONTAINER)
final class KilledApplicationIT {

    private static final int KILLS = Integer.getInteger("maskstream.kills", 2);
    private static final long SEED = Long.getLong("maskstream.kills.seed", System.nanoTime());
    /** The outcomes of so many kills fit into this JVM's memory; more kills come in several rounds. */
    private static final int KILLS_PER_ROUND = 20;

    private static final int FRAMES_PER_SECOND = 200;
    private static final int NEW_OUTCOMES = 300;
    private static final int MILLIS = 3_000;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @ParameterizedTest
    @ValueSource(strings = {Settings.AT_LEAST_ONCE, Settings.EXACTLY_ONCE})
    void losesNothing(String guarantee) throws Exception {
        System.out.println(guarantee + ": -Dmaskstream.kills.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int left = KILLS, round = 0; left > 0; left -= KILLS_PER_ROUND, round++)
            round(guarantee, Math.min(left, KILLS_PER_ROUND), models.resolve("round-" + round), random);
    }

    private void round(String guarantee, int kills, Path folder, SplittableRandom random) throws Exception {
        // Some milliseconds an image keep frames in flight: their offsets must not be committed before them.
        Duration perImage = Duration.ofMillis(4);
        Models.write(folder, 1, perImage);
        Topics topics = TestBroker.topics("killed", 6);
        Map<String, String> settings = Settings.of(topics, folder);
        settings.put("maskstream.processing.guarantee", guarantee);
        Load load = Load.steady(topics, FRAMES_PER_SECOND, Frames::mixed);
        try (Results seen = Results.uncommitted(topics);
                Results committed = Results.committed(topics)) {
            List<Application> running =
                    new ArrayList<>(List.of(applications.start(settings), applications.start(settings)));
            for (Application application : running) application.awaitReady();
            for (int kill = 1; kill <= kills; kill++) {
                seen.awaitSources(seen.readToEnd().sources() + 1 + random.nextInt(NEW_OUTCOMES));
                // The survivor goes on to the new version, the other one finds it when it comes back.
                if (kill == 1) Models.write(folder, 2, perImage);
                Thread.sleep(random.nextInt(MILLIS));
                Application victim = running.remove(random.nextInt(running.size()));
                assertThat(victim.isAlive()).as("still alive: " + victim.name()).isTrue();
                victim.kill();
                running.add(applications.start(settings));
            }
            Application[] all = running.toArray(Application[]::new);
            for (Application application : all) application.awaitReady();
            Map<Source, TestFrame> sent = load.finish();
            committed.awaitSources(sent.size(), all);
            for (Application application : all)
                assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit audit = Audit.of(topics, sent, committed.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .inOrder();
            System.out.println(guarantee + ", " + kills + " kills: 0 of " + sent.size() + " missing, "
                    + audit.repeated() + " repeated");
            if (guarantee.equals(Settings.EXACTLY_ONCE)) audit.nothingTwice();
            assertThat(committed.versions()).containsExactlyInAnyOrder("1", "2");
        }
    }
}

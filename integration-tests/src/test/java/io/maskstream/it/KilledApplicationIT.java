package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed in mid-flow loses nothing; under exactly-once it repeats nothing either. */
final class KilledApplicationIT {

    private static final int KILLS = Integer.getInteger("maskstream.kills", 1);
    /** Between two kills: more than what is in flight, so that each of them hits other frames. */
    private static final int FRAMES_PER_LIFE = 2_000;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @ParameterizedTest
    @ValueSource(strings = {Settings.AT_LEAST_ONCE, Settings.EXACTLY_ONCE})
    void losesNothing(String guarantee) throws Exception {
        // A millisecond an image keeps hundreds of frames in flight: their offsets must not be committed before them.
        Models.write(models, 1, Duration.ofMillis(1));
        Topics topics = TestBroker.topics("killed", 3);
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", guarantee);
        int frames = FRAMES_PER_LIFE * (KILLS + 1);
        Load load = Load.of(topics, frames, Frames::mixed);
        try (Results seen = Results.uncommitted(topics);
                Results committed = Results.committed(topics)) {
            for (int life = 1; life <= KILLS; life++) {
                Application application = applications.ready(settings);
                int enough = FRAMES_PER_LIFE * life - FRAMES_PER_LIFE / 2;
                seen.awaitSources(enough, application);
                application.kill();
                seen.readToEnd();
                assertThat(seen.sources()).as("killed in mid-flow").isLessThan(frames);
            }
            Application last = applications.ready(settings);
            committed.awaitSources(frames, last);
            assertThat(last.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit audit = Audit.of(topics, load.finish(), committed.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .inOrder();
            System.out.println(guarantee + ", " + KILLS + " kills: 0 of " + frames + " missing, " + audit.repeated()
                    + " repeated");
            if (guarantee.equals(Settings.EXACTLY_ONCE)) audit.nothingTwice();
        }
    }
}

package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.InputShape;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.Costs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BenchFramesTest {

    @ParameterizedTest
    @EnumSource
    void framesAreDecodedToTheSizeThatTheirFormatSays(FrameFormat format, @TempDir Path folder) throws Exception {
        Corpus.write(folder, format, 2);
        Corpus corpus = Corpus.read(folder);
        assertThat(corpus.size()).isEqualTo(2);
        assertThat(new ImageDecoder(ImageLimits.DEFAULT).decode(corpus.image(1)))
                .isInstanceOfSatisfying(
                        DecodeResult.Decoded.class,
                        decoded -> assertThat(decoded.image().width() + "x"
                                        + decoded.image().height() + " " + format)
                                .isEqualTo(format.description()));
    }

    @Test
    void theSameSeedGivesTheSameFrames() throws Exception {
        assertThat(new Scene(32, 32, 5).png()).isEqualTo(new Scene(32, 32, 5).png());
        assertThat(new Scene(32, 32, 5).rgb()).isNotEqualTo(new Scene(32, 32, 6).rgb());
    }

    @Test
    void theTinyNetworkHasAbout28ThousandParameters() {
        assertThat(Costs.of(Network.TINY.spec(), new InputShape(3, 32, 32)).parameters())
                .isBetween(27_000L, 29_000L);
    }

    @Test
    void offeredLoadIsInOrderAndKeepsItsRate() {
        Schedule schedule = Schedule.jittered(1000, 20_000, 1000, 1);
        assertThat(schedule.moments()).isSortedAccordingTo(Comparator.comparingLong(Schedule.Moment::nanos));
        assertThat(schedule.moments().get(19_999).nanos() / 1e9).isBetween(19.5, 21.0);
        assertThat(schedule.moments().stream().map(Schedule.Moment::source).distinct())
                .hasSize(1000);
        assertThat(Schedule.steady(50, 101).moments().get(100).nanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    void everySideHasTheSettingsOfTheLauncher() throws Exception {
        String launcher = Files.readString(Path.of("../deploy/src/dist/bin/maskstream"));
        assertThat(launcher).contains(Jvm.OPTIONS).contains("-gt 2 ] || gc=" + Jvm.COLLECTOR);
        Jvm.ENVIRONMENT.forEach((key, value) -> {
            if (!key.equals("OMP_NUM_THREADS")) assertThat(launcher).contains(key + ":-" + value + "}");
        });
    }
}

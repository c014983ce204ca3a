package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.InputShape;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.Costs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    void aLoudSourceSendsItsFactorAndEachKeepsToItsPartition() {
        Schedule schedule = Schedule.oneLoud(10, 4, 20, 3);
        assertThat(schedule.keepsPartitions()).isTrue();
        assertThat(schedule.moments()).isSortedAccordingTo(Comparator.comparingLong(Schedule.Moment::nanos));
        Map<Integer, List<Long>> bySource = schedule.moments().stream()
                .collect(Collectors.groupingBy(
                        Schedule.Moment::source, Collectors.mapping(Schedule.Moment::nanos, Collectors.toList())));
        assertThat(bySource.get(Schedule.LOUD_PARTITION)).hasSize(600);
        for (int quiet = 1; quiet < 4; quiet++) assertThat(bySource.get(quiet)).hasSize(30);
        // In step, each would wait for all the others.
        assertThat(bySource.values().stream().map(nanos -> nanos.get(0)).distinct())
                .hasSize(4);
        assertThat(schedule.moments().get(schedule.moments().size() - 1).nanos())
                .isBetween(2_900_000_000L, 3_000_000_000L);
    }

    @Test
    void everySideHasTheSettingsOfTheLauncherAndNoOther() throws Exception {
        String launcher = Files.readString(Path.of("../deploy/src/dist/bin/maskstream"));
        Map<String, String> environment = new HashMap<>();
        Matcher exported =
                Pattern.compile("export (\\w+)=\"\\$\\{\\1:-(\\w+)}\"").matcher(launcher);
        while (exported.find()) environment.put(exported.group(1), exported.group(2));
        // PyTorch in Python has no property for it.
        environment.put("OMP_NUM_THREADS", "1");
        assertThat(environment).isEqualTo(Jvm.ENVIRONMENT);

        List<String> options = new ArrayList<>();
        Matcher jit = Pattern.compile(" jit=\"(.*)\"").matcher(launcher);
        assertThat(jit.find()).isTrue();
        options.addAll(List.of(jit.group(1).split(" ")));
        String start = launcher.substring(launcher.indexOf("exec \"$java\""));
        // What has a variable in it is of the installation.
        Matcher fixed = Pattern.compile("\n  (-[DX][^$\n]*) \\\\").matcher(start);
        while (fixed.find()) options.add(fixed.group(1));
        assertThat(options).containsExactlyInAnyOrderElementsOf(Jvm.OPTIONS);
        assertThat(launcher).contains("-gt 2 ] || gc=" + Jvm.COLLECTOR);
    }

    @Test
    void whoTunesNothingHasNoneOfThem() {
        assertThat(Jvm.plain(PerRecord.class))
                .contains("-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1", Jvm.HEAP)
                .noneMatch(option -> option.startsWith("-XX") || option.contains("graph_optimizer"));
    }
}

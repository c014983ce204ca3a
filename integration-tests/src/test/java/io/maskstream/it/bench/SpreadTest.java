package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void medianOfAnOddNumberIsTheMiddle() {
        Spread spread = Spread.of(List.of(5.0, 1.0, 2.0));
        assertThat(spread).isEqualTo(new Spread(2, 1, 5, List.of(5.0, 1.0, 2.0)));
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Spread.median(List.of(8.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void percentilesAreOfTheNearestRank() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList();
        assertThat(Spread.quantile(hundred, 0.5)).isEqualTo(50);
        assertThat(Spread.quantile(hundred, 0.99)).isEqualTo(99);
        assertThat(Spread.quantile(hundred, 0.999)).isEqualTo(100);
        assertThat(Spread.quantile(List.of(7.0), 0.01)).isEqualTo(7);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("no values");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        // The machine is half as fast in the second round; that must not show.
        Duel duel =
                new Duel(List.of(sample(100, 1000), sample(100, 2000)), List.of(sample(50, 1000), sample(50, 2000)));
        assertThat(duel.rateRatio()).isEqualTo(new Spread(2, 2, 2, List.of(2.0, 2.0)));
        assertThat(duel.costRatio().median()).isEqualTo(0.5);
    }

    @Test
    void samplesKnowTheirRates() {
        Sample sample = new Sample(3000, Duration.ofMillis(1500), Duration.ofMillis(1000));
        assertThat(sample.perCpuSecond()).isCloseTo(2000, within(1e-9));
        assertThat(sample.cpuMicrosPerImage()).isCloseTo(500, within(1e-9));
        assertThat(sample.perSecond()).isCloseTo(3000, within(1e-9));
    }

    private static Sample sample(long images, long millis) {
        return new Sample(images, Duration.ofMillis(millis), Duration.ofMillis(millis));
    }
}

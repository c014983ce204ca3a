package io.maskstream.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitConformalTest {

    @Test
    void ranksByHand() {
        double[] scores =
                IntStream.rangeClosed(1, 19).mapToDouble(i -> i / 20.0).toArray();
        // ceil(20 * 0.95) = 19, ceil(20 * 0.9) = 18, ceil(20 * 0.91) = 19.
        assertThat(SplitConformal.quantile(scores, 0.95)).isEqualTo(0.95);
        assertThat(SplitConformal.quantile(scores, 0.9)).isEqualTo(0.9);
        assertThat(SplitConformal.quantile(scores, 0.91)).isEqualTo(0.95);
    }

    @Test
    void tooFewScoresGiveAllClasses() {
        assertThat(SplitConformal.quantile(new double[18], 0.95)).isEqualTo(1);
    }

    @Test
    void coversExchangeableScoresAsOftenAsItSays() {
        // Beta(951, 50) has mean 0.95 and deviation 0.0069; the mean of 400 draws one of 0.00034.
        double covered = 0;
        int draws = 400;
        for (int draw = 0; draw < draws; draw++) {
            double[] scores = new Random(draw).doubles(1000).map(u -> u * u).toArray();
            // P(u^2 <= q)
            covered += Math.sqrt(SplitConformal.quantile(scores, 0.95));
        }
        assertThat(covered / draws).isCloseTo(951 / 1001.0, within(0.0015));
    }
}

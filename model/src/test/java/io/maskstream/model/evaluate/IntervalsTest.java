package io.maskstream.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.artifact.Metric.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalsTest {

    /** Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void areThePublishedOnes(long hits, long n, double low, double high) {
        Interval interval = Intervals.wilson95(hits, n);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void stayInsideZeroAndOne() {
        for (int n = 1; n < 200; n++) {
            assertThat(Intervals.wilson95(n, n).high()).isBetween(0.999999, 1.0);
            assertThat(Intervals.wilson95(0, n).low()).isBetween(0.0, 0.000001);
        }
    }

    @Test
    void moreHitsThanTriesAreRefused() {
        assertThatThrownBy(() -> Intervals.wilson95(3, 2)).hasMessageContaining("hits: 3 of 2");
    }
}

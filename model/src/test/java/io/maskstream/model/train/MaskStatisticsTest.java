package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MaskStatisticsTest {

    @Test
    void separatesWhatTheMaskPrefersFromWhatFollowsTheInput() {
        // Two images, two entries: the same for both images, then the same for both entries.
        assertStatistics(MaskStatistics.of("b", new float[] {0.5f, 1.5f, 0.5f, 1.5f}, 2), 0.5, 0.5, 0);
        assertStatistics(MaskStatistics.of("b", new float[] {0.5f, 0.5f, 1.5f, 1.5f}, 2), 0.5, 0, 0.5);
        assertStatistics(MaskStatistics.of("b", new float[] {1, 1, 1, 1}, 2), 0, 0, 0);
    }

    private static void assertStatistics(MaskStatistics m, double deviation, double within, double between) {
        assertThat(m.mean()).isCloseTo(1, within(1e-9));
        assertThat(m.deviation()).isCloseTo(deviation, within(1e-9));
        assertThat(m.within()).isCloseTo(within, within(1e-9));
        assertThat(m.between()).isCloseTo(between, within(1e-9));
    }
}

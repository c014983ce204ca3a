package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AroundTest {

    @Test
    void aSwapIsTheFirstResultOfAnotherVersionAndItsSecondLiesAroundIt() {
        // Two partitions: results of the version before still come after it.
        List<Arrival> arrivals = List.of(
                new Arrival(5_001, 7, "1", 0),
                new Arrival(1_000, 1, "1", 0),
                new Arrival(4_499, 2, "1", 0),
                new Arrival(4_500, 3, "1", 0),
                new Arrival(5_000, 5, "2", 0),
                new Arrival(5_500, 8, "2", 0),
                new Arrival(5_501, 9, "2", 0));
        assertThat(Around.of(arrivals, List.of(4_000L), 1_000))
                .isEqualTo(new Around(1, List.of(3.0, 5.0, 7.0, 8.0), List.of(2.0), List.of(1.0, 9.0)));
    }

    @Test
    void theFirstVersionIsNoSwap() {
        assertThat(Around.of(List.of(new Arrival(1, 1, "1", 0), new Arrival(2, 1, "1", 0)), List.of(), 1_000)
                        .swaps())
                .isZero();
    }
}

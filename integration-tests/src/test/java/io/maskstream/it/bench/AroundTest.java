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
                new Arrival(3_999, 1, "1", 0),
                new Arrival(4_000, 4, "1", 0),
                new Arrival(4_499, 2, "1", 0),
                new Arrival(4_500, 3, "1", 0),
                new Arrival(5_000, 5, "2", 0),
                new Arrival(5_500, 8, "2", 0),
                new Arrival(5_501, 9, "2", 0));
        assertThat(Around.of(arrivals, List.of(4_000L), 1_000))
                .isEqualTo(new Around(1, List.of(1.0), List.of(4.0, 2.0), List.of(3.0, 5.0, 7.0, 8.0), List.of(9.0)));
    }

    @Test
    void whatASwapLeftBehindIsNotSteady() {
        List<Arrival> arrivals = List.of(
                new Arrival(1_000, 1, "1", 0),
                new Arrival(3_000, 2, "2", 0),
                new Arrival(4_000, 90, "2", 0),
                new Arrival(6_000, 3, "2", 0),
                new Arrival(7_000, 4, "3", 0),
                new Arrival(9_000, 80, "3", 0));
        Around around = Around.of(arrivals, List.of(2_000L, 5_000L), 1_000);
        assertThat(around.steady()).containsExactly(1.0);
        assertThat(around.loading()).containsExactly(3.0);
        assertThat(around.around()).containsExactly(2.0, 4.0);
        assertThat(around.after()).containsExactly(90.0, 80.0);
    }

    @Test
    void theFirstVersionIsNoSwap() {
        Around around = Around.of(List.of(new Arrival(1, 1, "1", 0), new Arrival(2, 1, "1", 0)), List.of(), 1_000);
        assertThat(around.swaps()).isZero();
        assertThat(around.steady()).hasSize(2);
    }
}

package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SoakTest {

    @Test
    void whatGrowsAtTheBeginningAloneIsFlat() {
        assertThat(Soak.isFlat(points(i -> i < 2 ? 100 : 400, i -> 60, i -> 9))).isTrue();
    }

    @Test
    void moreThanATenthInTheLastQuarterGrows() {
        assertThat(Soak.isFlat(points(i -> i < 6 ? 100 : 109, i -> 60, i -> 9))).isTrue();
        assertThat(Soak.isFlat(points(i -> i < 6 ? 100 : 111, i -> 60, i -> 9))).isFalse();
        assertThat(Soak.isFlat(points(i -> 100, i -> 60 + 4 * i, i -> 9))).isFalse();
    }

    @Test
    void latencyIsNotJudged() {
        assertThat(Soak.isFlat(points(i -> 100, i -> 60, i -> 9 + 100 * i))).isTrue();
    }

    private static List<Soak.Point> points(
            IntToDoubleFunction resident, IntToDoubleFunction descriptors, IntToDoubleFunction p99) {
        return IntStream.range(0, 8)
                .mapToObj(i -> new Soak.Point(
                        i, resident.applyAsDouble(i), descriptors.applyAsDouble(i), 40, 5, p99.applyAsDouble(i)))
                .toList();
    }
}

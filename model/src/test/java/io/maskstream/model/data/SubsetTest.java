package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SubsetTest {

    /** By class, as folders are read. */
    private static final Dataset SORTED = byClass(TestData.of(400, 4, 2));

    @Test
    void shuffledItemsAreAllThereAndMixTheClasses() {
        Dataset shuffled = Subset.shuffled(SORTED, 1);
        assertThat(labels(shuffled, 400)).containsExactlyInAnyOrder(boxed(labels(SORTED, 400)));
        assertThat(labels(SORTED, 64)).containsOnly(0);
        assertThat(labels(shuffled, 64)).contains(0, 1, 2, 3);
        assertThat(labels(Subset.shuffled(SORTED, 1), 400)).isEqualTo(labels(shuffled, 400));
        assertThat(labels(Subset.shuffled(SORTED, 2), 400)).isNotEqualTo(labels(shuffled, 400));
    }

    private static Dataset byClass(Dataset all) {
        int[] order = IntStream.range(0, all.size())
                .boxed()
                .sorted((a, b) -> all.label(a) - all.label(b))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Subset(all, order);
    }

    private static int[] labels(Dataset data, int count) {
        return IntStream.range(0, count).map(data::label).toArray();
    }

    private static Integer[] boxed(int[] values) {
        return Arrays.stream(values).boxed().toArray(Integer[]::new);
    }
}

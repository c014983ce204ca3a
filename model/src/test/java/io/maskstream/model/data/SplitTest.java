package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.image.RgbImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitTest {

    private static final Dataset ALL = TestData.of(1003, 4, 2);

    @Test
    void everyItemIsOnExactlyOneSide() {
        Split split = Split.stratified(ALL, 100, 1);
        assertThat(split.train().size()).isEqualTo(903);
        assertThat(split.validation().size()).isEqualTo(100);
        long[] all = sums(ALL);
        long[] both = IntStream.concat(IntStream.range(0, 903), IntStream.empty())
                .mapToLong(i -> sum(split.train().image(i)))
                .toArray();
        both = Arrays.copyOf(both, 1003);
        System.arraycopy(sums(split.validation()), 0, both, 903, 100);
        Arrays.sort(all);
        Arrays.sort(both);
        assertThat(both).isEqualTo(all);
    }

    @Test
    void classesKeepTheirProportion() {
        Split split = Split.stratified(ALL, 100, 1);
        for (int c = 0; c < 4; c++) {
            int id = c;
            long held = IntStream.range(0, 100)
                    .filter(i -> split.validation().label(i) == id)
                    .count();
            assertThat(held).isEqualTo(25);
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(sums(Split.stratified(ALL, 100, 1).validation()))
                .isEqualTo(sums(Split.stratified(ALL, 100, 1).validation()))
                .isNotEqualTo(sums(Split.stratified(ALL, 100, 2).validation()));
    }

    @Test
    void refusesACountThatLeavesNothing() {
        assertThatThrownBy(() -> Split.stratified(ALL, 1003, 1)).hasMessageContaining("1003");
        assertThatThrownBy(() -> Split.stratified(ALL, 0, 1)).isInstanceOf(DatasetException.class);
    }

    private static long[] sums(Dataset set) {
        return IntStream.range(0, set.size()).mapToLong(i -> sum(set.image(i))).toArray();
    }

    /** Tells the test data's images apart well enough. */
    private static long sum(RgbImage image) {
        return Arrays.hashCode(image.rgb());
    }
}

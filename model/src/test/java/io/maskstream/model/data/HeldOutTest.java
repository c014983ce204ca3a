package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeldOutTest {

    private static final Dataset HELD = TestData.of(101, 4, 2);

    @Test
    void theHalvesShareNoImageAndLackNone() {
        HeldOut halves = HeldOut.halved(HELD, 1);
        assertThat(halves.selection().size()).isEqualTo(51);
        assertThat(halves.calibration().size()).isEqualTo(50);
        Set<Integer> all = hashes(halves.selection());
        all.addAll(hashes(halves.calibration()));
        assertThat(all).isEqualTo(hashes(HELD)).hasSize(101);
    }

    @Test
    void classesKeepTheirProportionAndTheSeedDecides() {
        Dataset half = HeldOut.halved(HELD, 1).calibration();
        for (int c = 0; c < 4; c++) {
            int id = c;
            assertThat(IntStream.range(0, half.size()).filter(i -> half.label(i) == id))
                    .hasSizeBetween(12, 13);
        }
        assertThat(hashes(half))
                .isEqualTo(hashes(HeldOut.halved(HELD, 1).calibration()))
                .isNotEqualTo(hashes(HeldOut.halved(HELD, 2).calibration()));
    }

    @Test
    void aSingleImageChoosesTheWeights() {
        HeldOut halves = HeldOut.halved(TestData.of(1, 1, 2), 1);
        assertThat(halves.selection().size()).isEqualTo(1);
        assertThat(halves.calibration().size()).isZero();
    }

    private static Set<Integer> hashes(Dataset set) {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < set.size(); i++)
            hashes.add(Arrays.hashCode(set.image(i).rgb()));
        return hashes;
    }
}

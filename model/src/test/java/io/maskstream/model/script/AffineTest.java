package io.maskstream.model.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AffineTest {

    private static final Affine FIRST = new Affine(new float[] {1, 2, 3, 4, 5, 6}, new float[] {10, 20, 30});
    private static final Affine SECOND = new Affine(new float[] {1, 0, -1}, new float[] {7});

    @Test
    void oneBehindTheOther() {
        assertThat(FIRST.in()).isEqualTo(2);
        assertThat(FIRST.out()).isEqualTo(3);
        Affine joined = FIRST.then(SECOND);
        assertThat(joined.weight()).containsExactly(1 - 5, 2 - 6);
        assertThat(joined.bias()).containsExactly(10 - 30 + 7);
    }

    @Test
    void oneBelowTheOther() {
        Affine both = FIRST.and(new Affine(new float[] {8, 9}, new float[] {40}));
        assertThat(both.weight()).containsExactly(1, 2, 3, 4, 5, 6, 8, 9);
        assertThat(both.bias()).containsExactly(10, 20, 30, 40);
    }

    @Test
    void spreadOverFourPlaces() {
        assertThat(SECOND.weightOfFourPlaces()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, -1, -1, -1, -1);
    }
}

package io.maskstream.model.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.InputShape;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MixingTest {

    private static final InputShape INPUT = new InputShape(3, 8, 6);

    @Test
    void mixupAddsThePartnersByWeight() {
        float[] images = images(3);
        new Mix.Blend(0.75f).apply(FloatBuffer.wrap(images), 3, INPUT);
        int floats = INPUT.floats();
        for (int k = 0; k < floats; k++) {
            assertThat(images[k]).isEqualTo(0.25f * 2000 + k, within(1e-3f));
            assertThat(images[floats + k]).as("the middle one").isEqualTo(1000 + k);
            assertThat(images[2 * floats + k]).isEqualTo(0.75f * 2000 + k, within(1e-3f));
        }
    }

    @Test
    void cutmixExchangesARectangleAndTheWeightIsTheAreaThatIsLeft() {
        Mixing mixing = new Mixing(Mixing.Kind.CUTMIX, 1, 1);
        int floats = INPUT.floats();
        for (int step = 0; step < 200; step++) {
            float[] images = images(2);
            Mix mix = mixing.draw(1, 0, step, INPUT);
            mix.apply(FloatBuffer.wrap(images), 2, INPUT);
            int foreign = 0;
            for (int k = 0; k < floats; k++) {
                boolean exchanged = images[k] == 1000 + k;
                assertThat(images[k]).isEqualTo(exchanged ? 1000 + k : k);
                assertThat(images[floats + k]).isEqualTo(exchanged ? k : 1000 + k);
                if (exchanged) foreign++;
            }
            assertThat(1 - mix.own()).isEqualTo((float) foreign / floats, within(1e-6f));
        }
    }

    @Test
    void followsFromSeedEpochAndStep() {
        Mixing mixing = new Mixing(Mixing.Kind.CUTMIX, 1, 0.5f);
        assertThat(mixing.draw(1, 2, 3, INPUT)).isEqualTo(mixing.draw(1, 2, 3, INPUT));
        assertThat(different(mixing, 1, 2, 2, 2)).isGreaterThan(50);
        assertThat(different(mixing, 1, 2, 1, 3)).isGreaterThan(50);
    }

    @Test
    void mixesTheShareOfTheBatchesAskedFor() {
        Mixing mixing = new Mixing(Mixing.Kind.MIXUP, 1, 0.3f);
        long mixed = IntStream.range(0, 1000)
                .filter(step -> !mixing.draw(1, 0, step, INPUT).equals(Mix.NONE))
                .count();
        assertThat(mixed).isBetween(250L, 350L);
        assertThat(new Mixing(Mixing.Kind.MIXUP, 1, 0).draw(1, 0, 0, INPUT)).isEqualTo(Mix.NONE);
        assertThat(Mixing.NONE.draw(1, 0, 0, INPUT)).isEqualTo(Mix.NONE);
    }

    /** The variance of Beta(a, a) is 1 / (4 (2 a + 1)). */
    @Test
    void sharesAreBetaDistributed() {
        for (float alpha : new float[] {0.2f, 1, 2}) {
            Mixing mixing = new Mixing(Mixing.Kind.MIXUP, alpha, 1);
            double[] shares = IntStream.range(0, 4000)
                    .mapToDouble(step -> mixing.draw(1, 0, step, INPUT).own())
                    .toArray();
            double mean = IntStream.range(0, 4000)
                    .mapToDouble(i -> shares[i])
                    .average()
                    .orElseThrow();
            double variance = IntStream.range(0, 4000)
                    .mapToDouble(i -> (shares[i] - mean) * (shares[i] - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isEqualTo(0.5, within(0.03));
            assertThat(variance).isEqualTo(1 / (4 * (2 * alpha + 1)), within(0.01));
        }
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertThatThrownBy(() -> new Mixing(Mixing.Kind.MIXUP, 0, 0.5f)).hasMessageContaining("alpha: 0.0");
        assertThatThrownBy(() -> new Mixing(Mixing.Kind.MIXUP, 1, 2)).hasMessageContaining("share: 2.0");
    }

    private static long different(Mixing mixing, long seed, int epoch, long otherSeed, int otherEpoch) {
        return IntStream.range(0, 100)
                .filter(step ->
                        !mixing.draw(seed, epoch, step, INPUT).equals(mixing.draw(otherSeed, otherEpoch, step, INPUT)))
                .count();
    }

    /** Value k of image i is 1000 i + k. */
    private static float[] images(int count) {
        float[] images = new float[count * INPUT.floats()];
        for (int i = 0; i < images.length; i++) images[i] = 1000 * (i / INPUT.floats()) + i % INPUT.floats();
        return images;
    }
}

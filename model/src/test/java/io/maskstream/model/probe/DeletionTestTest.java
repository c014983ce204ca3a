package io.maskstream.model.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import io.maskstream.model.InputShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeletionTestTest {

    private static final InputShape INPUT = new InputShape(3, 8, 8);

    /** A network that is as sure of class 1 as the upper left quarter is there. */
    private static float[] quarter(float[] pixels, int count) {
        float[] p = new float[2 * count];
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int y = 0; y < 4; y++) for (int x = 0; x < 4; x++) sum += pixels[i * INPUT.floats() + y * 8 + x];
            p[2 * i + 1] = sum / 16;
            p[2 * i] = 1 - sum / 16;
        }
        return p;
    }

    @Test
    void aMapOfWhatMattersExplainsAndOneOfTheRestDoesNot() {
        assertThat(result(1).explains()).isTrue();
        // The quarter goes first: after 0.3 of the pixels nothing of it is left. In tenths: 1, 0.625, 0.25, 0, ...
        assertThat(result(1).deletion()).isCloseTo(0.1375, within(0.01));
        assertThat(result(-1).explains()).isFalse();
        assertThat(result(-1).deletionGain().mean()).isNegative();
        assertThat(result(0).deletionGain().mean()).isCloseTo(0, within(0.05));
    }

    private static MaskReport.Deletion result(float quarterMask) {
        int images = 40;
        float[] masks = new float[images * 64];
        for (int i = 0; i < images; i++)
            for (int y = 0; y < 4; y++) for (int x = 0; x < 4; x++) masks[i * 64 + y * 8 + x] = quarterMask;
        MaskMaps maps = new MaskMaps(INPUT);
        maps.add(new Shape(images, 1, 8, 8), masks);
        float[] pixels = new float[images * INPUT.floats()];
        Arrays.fill(pixels, 1);
        float[] logits = new float[2 * images];
        for (int i = 0; i < images; i++) logits[2 * i + 1] = 1;
        DeletionTest test = new DeletionTest(INPUT, images, DeletionTestTest::quarter);
        test.add(pixels, logits, maps);
        return test.result();
    }

    @Test
    void ordersAreWholeAndMapsGrowWithTheInput() {
        int[] order = PixelOrder.byMap(new float[] {1, 3, 2, 3}, new SplittableRandom(1));
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(Arrays.copyOfRange(order, 2, 4)).containsExactly(2, 0);
        assertThat(IntStream.of(PixelOrder.random(50, new SplittableRandom(1))).distinct())
                .hasSize(50);
        assertThat(PixelOrder.enlarge(new float[] {1, 2}, 1, 2, 2, 4)).containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
        assertThat(PixelOrder.keep(new float[] {1, 2, 3, 4}, new boolean[] {true, false}))
                .containsExactly(1, 0, 3, 0);
    }
}

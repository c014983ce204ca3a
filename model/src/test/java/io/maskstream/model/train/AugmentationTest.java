package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.image.RgbImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AugmentationTest {

    private static final int SIDE = 8;

    @Test
    void twoEpochsSeeAnImageBothWays() {
        Augmentation flip = new Augmentation(0, true);
        RgbImage image = columns();
        int firstFlipped = 0;
        for (int i = 0; i < 200; i++) {
            boolean first = flipped(flip.apply(image, new ItemKey(1, 0, i)));
            boolean second = flipped(flip.apply(image, new ItemKey(1, 1, i)));
            assertThat(second).isEqualTo(!first);
            if (first) firstFlipped++;
        }
        assertThat(firstFlipped).isBetween(70, 130);
    }

    @Test
    void cropsAreShiftsFilledByReflection() {
        Augmentation crop = new Augmentation(2, false);
        Set<Integer> shifts = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            RgbImage out = crop.apply(columns(), new ItemKey(1, 0, i));
            int shift = out.rgb()[3 * 3] - 3;
            shifts.add(shift);
            for (int x = 0; x < SIDE; x++)
                assertThat(out.rgb()[3 * x]).isEqualTo((byte) Augmentation.reflect(x + shift, SIDE));
        }
        assertThat(shifts).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    }

    @Test
    void reflectionDoesNotRepeatTheEdge() {
        int[] expected = {2, 1, 0, 1, 2, 3, 2, 1};
        for (int at = -2; at < 6; at++) assertThat(Augmentation.reflect(at, 4)).isEqualTo(expected[at + 2]);
        assertThat(Augmentation.reflect(5, 1)).isZero();
    }

    @Test
    void doesNotWriteToTheImageItIsGiven() {
        RgbImage image = columns();
        new Augmentation(4, true).apply(image, new ItemKey(1, 0, 0));
        assertThat(image.rgb()).isEqualTo(columns().rgb());
    }

    private static boolean flipped(RgbImage image) {
        return image.rgb()[0] != 0;
    }

    /** Every pixel says its column. */
    private static RgbImage columns() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (i / 3 % SIDE);
        return new RgbImage(SIDE, SIDE, rgb);
    }
}

package io.maskstream.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.RgbImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AugmentationTest {

    private static final int SIDE = 8;

    @Test
    void twoEpochsSeeAnImageBothWays() {
        PixelTransform flip = light(0, Flip.ALTERNATING);
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
        PixelTransform crop = light(2, Flip.NONE);
        Set<Integer> shifts = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            RgbImage out = crop.apply(columns(), new ItemKey(1, 0, i));
            int shift = out.rgb()[3 * 3] - 3;
            shifts.add(shift);
            for (int x = 0; x < SIDE; x++) assertThat(out.rgb()[3 * x]).isEqualTo((byte) Crop.reflect(x + shift, SIDE));
        }
        assertThat(shifts).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    }

    @Test
    void reflectionDoesNotRepeatTheEdge() {
        int[] expected = {2, 1, 0, 1, 2, 3, 2, 1};
        for (int at = -2; at < 6; at++) assertThat(Crop.reflect(at, 4)).isEqualTo(expected[at + 2]);
        assertThat(Crop.reflect(5, 1)).isZero();
    }

    @Test
    void zeroPaddingIsBlack() {
        Crop crop = new Crop(3, Crop.Fill.ZERO);
        for (int i = 0; i < 100; i++) {
            byte[] rgb = crop.apply(Images.filled(SIDE, 200, 100, 50), false, new SplittableRandom(i))
                    .rgb();
            SplittableRandom same = new SplittableRandom(i);
            int dx = same.nextInt(7) - 3;
            int dy = same.nextInt(7) - 3;
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++) {
                    boolean inside = x + dx >= 0 && x + dx < SIDE && y + dy >= 0 && y + dy < SIDE;
                    assertThat(rgb[3 * (y * SIDE + x)]).isEqualTo(inside ? (byte) 200 : 0);
                }
        }
    }

    @Test
    void randomFlipsAreAHalfAndDoNotAlternate() {
        PixelTransform flip = light(0, Flip.RANDOM);
        int flips = 0;
        int alternations = 0;
        for (int i = 0; i < 400; i++) {
            boolean first = flipped(flip.apply(columns(), new ItemKey(1, 0, i)));
            boolean second = flipped(flip.apply(columns(), new ItemKey(1, 1, i)));
            if (first) flips++;
            if (first != second) alternations++;
        }
        assertThat(flips).isBetween(150, 250);
        assertThat(alternations).isBetween(150, 250);
        assertThat(flipped(light(0, Flip.NONE).apply(columns(), new ItemKey(1, 0, 0))))
                .isFalse();
    }

    @Test
    void cutoutBlanksASquareThatMayLieHalfOutside() {
        int smallest = SIDE * SIDE;
        int greatest = 0;
        for (int i = 0; i < 300; i++) {
            RgbImage out = Cutout.apply(Images.filled(SIDE, 9, 9, 9), 4, new byte[] {1, 2, 3}, new SplittableRandom(i));
            int blank = 0;
            for (int at = 0; at < out.rgb().length; at += 3)
                if (out.rgb()[at] == 1 && out.rgb()[at + 1] == 2 && out.rgb()[at + 2] == 3) blank++;
                else assertThat(out.rgb()[at]).isEqualTo((byte) 9);
            smallest = Math.min(smallest, blank);
            greatest = Math.max(greatest, blank);
        }
        assertThat(greatest).isEqualTo(16);
        assertThat(smallest).isEqualTo(4);
    }

    @Test
    void theSameKeyGivesTheSameImageOnEveryThreadAndAnotherKeyAnother() {
        PixelTransform all = new Augmentation(
                        new ResizedCrop(0.2f, 2),
                        new Crop(2, Crop.Fill.ZERO),
                        Flip.RANDOM,
                        new Policy(Policy.Kind.RAND, 3, 15),
                        3,
                        Mixing.NONE)
                .toTransform(new byte[3]);
        RgbImage image = Images.noise(SIDE, 1);
        byte[] before = image.rgb().clone();
        List<String> sequential = IntStream.range(0, 200)
                .mapToObj(i -> all.region(image.width(), image.height(), new ItemKey(5, 2, i))
                        + Arrays.toString(all.apply(image, new ItemKey(5, 2, i)).rgb()))
                .toList();
        List<String> parallel = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> all.region(image.width(), image.height(), new ItemKey(5, 2, i))
                        + Arrays.toString(all.apply(image, new ItemKey(5, 2, i)).rgb()))
                .toList();
        assertThat(parallel).isEqualTo(sequential);
        assertThat(Set.copyOf(sequential)).hasSizeGreaterThan(190);
        assertThat(image.rgb()).as("the image given is not written to").isEqualTo(before);
    }

    @Test
    void switchingOneOnLeavesTheDrawsOfTheOthersAlone() {
        PixelTransform without = light(2, Flip.RANDOM);
        PixelTransform with = new Augmentation(
                        ResizedCrop.OFF, new Crop(2, Crop.Fill.REFLECT), Flip.RANDOM, Policy.NONE, 2, Mixing.NONE)
                .toTransform(new byte[] {99, 99, 99});
        for (int i = 0; i < 100; i++) {
            byte[] plain = without.apply(columns(), new ItemKey(1, 0, i)).rgb();
            byte[] cut = with.apply(columns(), new ItemKey(1, 0, i)).rgb();
            for (int at = 0; at < plain.length; at++) assertThat(cut[at]).isIn(plain[at], (byte) 99);
        }
    }

    private static PixelTransform light(int padding, Flip flip) {
        return Augmentation.light(padding, flip).toTransform(new byte[3]);
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

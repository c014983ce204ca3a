package io.maskstream.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.image.RgbImage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OperationTest {

    private static final byte[] BLANK = {7, 7, 7};
    private static final Set<Operation> WITHOUT_STRENGTH = EnumSet.of(Operation.AUTOCONTRAST, Operation.EQUALIZE);

    @ParameterizedTest
    @EnumSource(Operation.class)
    void keepsTheSizeAndTheImageGiven(Operation operation) {
        RgbImage image = new RgbImage(6, 4, noise(6, 4));
        byte[] before = image.rgb().clone();
        for (Strength.Range range : Strength.Range.values()) {
            RgbImage out = operation.apply(image, new Strength(range, 1, true), BLANK);
            assertThat(out.width()).isEqualTo(6);
            assertThat(out.height()).isEqualTo(4);
        }
        assertThat(image.rgb()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void levelZeroIsTheIdentityAndTheFullLevelIsNot(Operation operation) {
        RgbImage image = Images.noise(32, 5);
        for (Strength.Range range : Strength.Range.values()) {
            byte[] none =
                    operation.apply(image, new Strength(range, 0, false), BLANK).rgb();
            if (!WITHOUT_STRENGTH.contains(operation)) assertThat(none).isEqualTo(image.rgb());
            byte[] full =
                    operation.apply(image, new Strength(range, 1, true), BLANK).rgb();
            if (operation == Operation.IDENTITY) assertThat(full).isEqualTo(image.rgb());
            else if (!WITHOUT_STRENGTH.contains(operation)) assertThat(full).isNotEqualTo(image.rgb());
        }
    }

    @Test
    void autocontrastStretchesFromTheLeastToTheGreatest() {
        assertThat(values(Operation.AUTOCONTRAST, Images.gray(2, 50, 100, 60, 75), 0, false))
                .containsExactly(0, 255, 51, 128);
        assertThat(values(Operation.AUTOCONTRAST, Images.gray(2, 9, 9, 9, 9), 0, false))
                .containsOnly(9);
    }

    @Test
    void equalizeSpreadsTheRanksEvenly() {
        int[] ramp = new int[1024];
        for (int i = 0; i < ramp.length; i++) ramp[i] = 100 + i / 256;
        int[] out = values(Operation.EQUALIZE, Images.gray(32, ramp), 0, false);
        // 768 pixels lie below the greatest value: a step of 3, so 256 pixels are 85 values.
        assertThat(out[0]).isZero();
        assertThat(out[256]).isEqualTo(85);
        assertThat(out[512]).isEqualTo(171);
        assertThat(out[1023]).isEqualTo(255);
        assertThat(values(Operation.EQUALIZE, Images.gray(2, 9, 9, 9, 9), 0, false))
                .containsOnly(9);
    }

    @Test
    void solarizeInvertsFromTheThresholdAndPosterizeKeepsTheUpperBits() {
        RgbImage image = Images.gray(2, 0, 127, 128, 255);
        assertThat(values(Operation.SOLARIZE, image, 0.5, false)).containsExactly(0, 127, 127, 0);
        assertThat(values(Operation.SOLARIZE, image, 1, false)).containsExactly(255, 128, 127, 0);
        assertThat(values(Operation.POSTERIZE, image, 1, false)).containsExactly(0, 64, 128, 192);
        Strength moderate = new Strength(Strength.Range.MODERATE, 1, false);
        assertThat(Images.red(Operation.POSTERIZE.apply(image, moderate, BLANK)))
                .containsExactly(0, 112, 128, 240);
    }

    @Test
    void enhancementsGoAwayFromTheirDegenerateImage() {
        RgbImage image = Images.gray(2, 100, 200, 100, 200);
        assertThat(Images.red(Enhancement.brightness(image, 0.5))).containsExactly(50, 100, 50, 100);
        assertThat(Images.red(Enhancement.brightness(image, 1.5))).containsExactly(150, 255, 150, 255);
        assertThat(Images.red(Enhancement.contrast(image, 0))).containsOnly(150);
        assertThat(Images.red(Enhancement.contrast(image, 1.5))).containsExactly(75, 225, 75, 225);
        assertThat(Enhancement.color(image, 1.9).rgb()).as("gray has no colour").isEqualTo(image.rgb());
        byte[] gray = Enhancement.color(Images.filled(1, 255, 0, 0), 0).rgb();
        assertThat(gray).containsExactly(76, 76, 76);
        RgbImage dot = Images.gray(3, 0, 0, 0, 0, 130, 0, 0, 0, 0);
        assertThat(Images.red(Enhancement.sharpness(dot, 0))).containsExactly(0, 0, 0, 0, 50, 0, 0, 0, 0);
        assertThat(Images.red(Enhancement.sharpness(dot, 2))).containsExactly(0, 0, 0, 0, 210, 0, 0, 0, 0);
    }

    @Test
    void geometryMovesPixelsAndBlanksTheRest() {
        RgbImage image = Images.gray(3, 1, 2, 3, 4, 5, 6, 8, 9, 10);
        assertThat(Images.red(new Affine(1, 0, 1, 0, 1, 0).apply(image, BLANK)))
                .containsExactly(2, 3, 7, 5, 6, 7, 9, 10, 7);
        assertThat(Images.red(new Affine(1, 0, 0, 0, 1, -1).apply(image, BLANK)))
                .containsExactly(7, 7, 7, 1, 2, 3, 4, 5, 6);
        assertThat(Images.red(new Affine(1, 1, 0, 0, 1, 0).apply(image, BLANK)))
                .as("sheared to the left, each row one more than the row above it")
                .containsExactly(2, 3, 7, 6, 7, 7, 7, 7, 7);
        assertThat(Images.red(Affine.rotation(Math.PI / 2, image).apply(image, BLANK)))
                .as("clockwise")
                .containsExactly(8, 4, 1, 9, 5, 2, 10, 6, 3);
    }

    @Test
    void rangesAreThoseOfThePapers() {
        Strength wide = new Strength(Strength.Range.WIDE, 1, true);
        assertThat(wide.translation(224)).isEqualTo(-32);
        assertThat(wide.radians()).isEqualTo(-135 * Math.PI / 180);
        assertThat(wide.bits()).isEqualTo(2);
        Strength moderate = new Strength(Strength.Range.MODERATE, 0.5, false);
        assertThat(moderate.translation(331)).isEqualTo(75);
        assertThat(moderate.shear()).isEqualTo(0.15);
        assertThat(moderate.factor()).isEqualTo(1.45);
        assertThat(moderate.bits()).isEqualTo(6);
    }

    @Test
    void trivialTakesEveryOperationAndRandAsManyAsAsked() {
        RgbImage image = Images.noise(32, 9);
        Set<Integer> results = new HashSet<>();
        int untouched = 0;
        for (int i = 0; i < 400; i++) {
            RgbImage out = new Policy(Policy.Kind.TRIVIAL, 1, 0).apply(image, BLANK, new SplittableRandom(i));
            results.add(Arrays.hashCode(out.rgb()));
            if (Arrays.equals(out.rgb(), image.rgb())) untouched++;
            RgbImage nothing = new Policy(Policy.Kind.RAND, 1, 0).apply(image, BLANK, new SplittableRandom(i));
            assertThat(nothing.width()).isEqualTo(32);
        }
        // 11 operations of 30 strengths that matter, autocontrast and equalize of one; noise already has full contrast.
        assertThat(results).hasSizeGreaterThan(150);
        assertThat(untouched).isBetween(30, 130);
    }

    private static int[] values(Operation operation, RgbImage image, double level, boolean negative) {
        return Images.red(operation.apply(image, new Strength(Strength.Range.WIDE, level, negative), BLANK));
    }

    private static byte[] noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new SplittableRandom(1).nextBytes(rgb);
        return rgb;
    }
}

package io.maskstream.model.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.image.RgbImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CorruptionTest {

    private static final ItemKey KEY = new ItemKey(0, 0, 7);

    /** Smooth in one channel, random in another, constant in the third. */
    private static RgbImage picture() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] rgb = new byte[3 * 32 * 32];
        for (int i = 0; i < 32 * 32; i++) {
            rgb[3 * i] = (byte) (8 * (i % 32));
            rgb[3 * i + 1] = (byte) random.nextInt(256);
            rgb[3 * i + 2] = (byte) 200;
        }
        return new RgbImage(32, 32, rgb);
    }

    @ParameterizedTest
    @EnumSource(Corruption.class)
    void dependsOnTheKeyAloneAndLeavesTheImageAsItWas(Corruption corruption) {
        RgbImage image = picture();
        for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
            RgbImage changed = corruption.at(severity).apply(image, KEY);
            assertThat(changed.width()).isEqualTo(32);
            assertThat(changed.height()).isEqualTo(32);
            assertThat(changed.rgb())
                    .isEqualTo(corruption.at(severity).apply(image, KEY).rgb());
            assertThat(changed.rgb()).isNotEqualTo(image.rgb());
        }
        assertThat(image.rgb()).isEqualTo(picture().rgb());
    }

    @ParameterizedTest
    @EnumSource(Corruption.class)
    void everySeverityChangesMore(Corruption corruption) {
        double before = 0;
        for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
            double distance = distance(picture(), corruption.at(severity).apply(picture(), KEY));
            assertThat(distance).as(corruption + " " + severity).isGreaterThan(before);
            before = distance;
        }
    }

    @Test
    void noiseHasItsDeviationAndAnotherImageOtherNoise() {
        byte[] grey = new byte[3 * 64 * 64];
        Arrays.fill(grey, (byte) 128);
        RgbImage image = new RgbImage(64, 64, grey);
        RgbImage noisy = Corruption.GAUSSIAN_NOISE.at(2).apply(image, KEY);
        assertThat(distance(image, noisy)).isCloseTo(255 * 0.08, within(0.5));
        assertThat(Pixels.mean(noisy)).isCloseTo(128, within(1.0));
        assertThat(Corruption.GAUSSIAN_NOISE
                        .at(2)
                        .apply(image, new ItemKey(0, 0, 8))
                        .rgb())
                .isNotEqualTo(noisy.rgb());
    }

    @Test
    void darknessAndContrastByHand() {
        RgbImage image = new RgbImage(1, 2, new byte[] {100, 100, 100, (byte) 200, (byte) 200, (byte) 200});
        assertThat(Corruption.DARKNESS.at(2).apply(image, KEY).rgb()).containsExactly(50, 50, 50, 100, 100, 100);
        // Around the mean of 150.
        assertThat(Corruption.CONTRAST.at(2).apply(image, KEY).rgb())
                .containsExactly(125, 125, 125, (byte) 175, (byte) 175, (byte) 175);
    }

    @Test
    void blurKeepsAConstantAndSpreadsAPointByTheKernel() {
        byte[] point = new byte[3 * 32 * 32];
        Arrays.fill(point, 3 * (16 * 32 + 16), 3 * (16 * 32 + 17), (byte) 255);
        byte[] blurred = Corruption.GAUSSIAN_BLUR
                .at(3)
                .apply(new RgbImage(32, 32, point), KEY)
                .rgb();
        // Deviation 1: the weights of a normal kernel on a grid sum to 2.5066 in one dimension.
        assertThat(blurred[3 * (16 * 32 + 16)] & 0xff).isCloseTo((int) Math.round(255 / 2.5066 / 2.5066), within(1));
        assertThat(blurred[3 * (16 * 32 + 17)] & 0xff)
                .isCloseTo((int) Math.round(255 * Math.exp(-0.5) / 2.5066 / 2.5066), within(1));
        byte[] grey = new byte[3 * 32 * 32];
        Arrays.fill(grey, (byte) 77);
        assertThat(Corruption.GAUSSIAN_BLUR
                        .at(5)
                        .apply(new RgbImage(32, 32, grey), KEY)
                        .rgb())
                .isEqualTo(grey);
    }

    @Test
    void occlusionCoversItsShare() {
        byte[] white = new byte[3 * 40 * 40];
        Arrays.fill(white, (byte) 255);
        byte[] covered = Corruption.OCCLUSION
                .at(2)
                .apply(new RgbImage(40, 40, white), KEY)
                .rgb();
        int grey = 0;
        for (byte value : covered) if ((value & 0xff) == 128) grey++;
        // A tenth of 1600 is 160, the nearest square 13 x 13.
        assertThat(grey).isEqualTo(3 * 169);
        assertThat(Corruption.OCCLUSION
                        .at(5)
                        .apply(new RgbImage(50, 2, new byte[300]), KEY)
                        .height())
                .isEqualTo(2);
    }

    @Test
    void otherSeveritiesAreRefused() {
        assertThatThrownBy(() -> Corruption.JPEG.at(6)).hasMessage("severity: 6, must be 1 to 5");
    }

    private static double distance(RgbImage a, RgbImage b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) sum += Math.pow((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff), 2);
        return Math.sqrt(sum / a.rgb().length);
    }
}

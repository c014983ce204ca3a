package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.AxisWeights.Axis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scaled pixels that lie across a border. */
class AxisWeightsTest {

    private static final int ONE = 1 << AxisWeights.FRACTION_BITS;

    @Test
    void aPixelWeighsAsMuchAsItsPartInside() {
        // From 0.5 to 2 pixels, one target: center 1.25, support 1.5; triangle 1/2 and 5/6, parts 1/2 and 1.
        AxisWeights left = new AxisWeights(new Axis(4, 12, 1, 0, 1));
        assertThat(left.starts).containsExactly(0);
        assertThat(left.counts).containsExactly(2);
        assertThat((double) left.weights[0] / ONE).isCloseTo(0.25 / (0.25 + 5 / 6.0), within(1e-6));
        // The same from the other side: 0 to 1.5.
        AxisWeights right = new AxisWeights(new Axis(0, 12, 1, 0, 1));
        assertThat((double) right.weights[1] / ONE).isCloseTo(0.25 / (0.25 + 5 / 6.0), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(names = {"EIGHTH", "QUARTER", "HALF"})
    void littleIsSeenOfWhatLiesAcrossABorder(Scale scale) {
        int pixel = 8 / scale.eighths();
        for (int over = 1; over < pixel; over++) {
            double part = (double) over / pixel;
            Region left = new Region(4 * pixel + over, 0, 12 * pixel, pixel);
            assertThat((double) seen(scale, 24 * pixel, left)).isLessThan(bound(1 - part));
            Region right = new Region(4 * pixel, 0, 12 * pixel + over, pixel);
            assertThat((double) seen(scale, 24 * pixel, right)).isLessThan(bound(part));
            // The decoder fills the last block up with what the encoder put there.
            assertThat((double) seen(scale, 16 * pixel + over, right)).isLessThan(bound(part));
        }
    }

    /**
     * The pixel across the border has 1 - part of the white, and weighs part of what one inside would: a quarter, as the
     * outermost of the five that make a target. Two roundings.
     */
    private static double bound(double part) {
        return 255 * (1 - part) * part / 4 + 1;
    }

    /** The most that there is in a black region, made four pixels wide, of the white around it. */
    private static int seen(Scale scale, int width, Region region) {
        int columns = scale.of(width);
        double pixel = 8.0 / scale.eighths();
        byte[] rgb = new byte[3 * columns];
        for (int x = 0; x < columns; x++) {
            double black = Math.min(x + 1, (region.x() + region.width()) / pixel) - Math.max(x, region.x() / pixel);
            Arrays.fill(rgb, 3 * x, 3 * x + 3, (byte) Math.round(255 * (1 - Math.max(0, black))));
        }
        ScaledImage image = new ScaledImage(new RgbImage(columns, 1, rgb), width, (int) pixel, scale);
        Normalization plain = new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        Preprocessor preprocessor = Preprocessor.of(new InputShape(3, 1, 4), ResizeRule.STRETCH, plain);
        int most = 0;
        for (byte value : preprocessor.resize(image, region).rgb()) most = Math.max(most, value & 0xff);
        return most;
    }
}

package io.maskstream.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CalibrationTest {

    private final Calibration calibration = new Calibration();

    @Test
    void confidencesThatComeTrueHaveNoError() {
        for (int i = 0; i < 4; i++) calibration.add(0.75f, i < 3);
        assertThat(calibration.error()).isZero();
    }

    @Test
    void binsAreWeightedByTheirShareOfTheImages() {
        // 0.9 (3 images, 1 right: |1 - 2.7|) and 0.5 (1 image, right: 0.5), by hand.
        for (int i = 0; i < 3; i++) calibration.add(0.9f, i == 0);
        calibration.add(0.5f, true);
        assertThat(calibration.error()).isCloseTo((1.7 + 0.5) / 4, within(1e-6));
    }

    @Test
    void errorsCancelInsideABinAndNotBetweenBins() {
        // Both in (9/15, 10/15].
        calibration.add(0.61f, true);
        calibration.add(0.65f, false);
        assertThat(calibration.error()).isCloseTo(0.26 / 2, within(1e-6));
        // To both sides of 10/15; in tenths they would share a bin.
        Calibration apart = new Calibration();
        apart.add(0.62f, true);
        apart.add(0.68f, false);
        assertThat(apart.error()).isCloseTo((0.38 + 0.68) / 2, within(1e-6));
    }

    @Test
    void certaintyIsInTheLastBinAndZeroInTheFirst() {
        calibration.add(1, true);
        calibration.add(0, false);
        assertThat(calibration.error()).isZero();
    }
}

package io.maskstream.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibrationErrorTest {

    @Test
    void equalConfidencesShareABin() {
        double[] confidences = new double[40];
        boolean[] correct = new boolean[40];
        Arrays.fill(confidences, 0.75);
        Arrays.fill(correct, 0, 30, true);
        CalibrationError ece = CalibrationError.of(confidences, correct);
        assertThat(ece.value()).isCloseTo(0, within(1e-12));
        assertThat(ece.bins()).containsExactly(new CalibrationError.Bin(40, 0.75, 0.75));
    }

    @Test
    void binsHaveEqualMassAndAreWeightedByIt() {
        // 15 distinct confidences, two images each, one of them right: |c - 0.5| on average.
        double[] confidences = new double[30];
        boolean[] correct = new boolean[30];
        double expected = 0;
        for (int i = 0; i < 30; i++) {
            confidences[i] = (20 + i / 2) / 40.0;
            correct[i] = i % 2 == 0;
            expected += Math.abs(confidences[i] - 0.5) / 30;
        }
        CalibrationError ece = CalibrationError.of(confidences, correct);
        assertThat(ece.bins())
                .hasSize(15)
                .allSatisfy(bin -> assertThat(bin.images()).isEqualTo(2));
        assertThat(ece.value()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void errorsCancelInsideABinAndNotBetweenBins() {
        double[] confidences = new double[30];
        boolean[] correct = new boolean[30];
        // Bins of two: 0.6 right and 0.7 wrong cancel to |1.3 - 1| / 2; all others are certain and right.
        Arrays.fill(confidences, 1);
        Arrays.fill(correct, true);
        confidences[4] = 0.6;
        confidences[9] = 0.7;
        correct[9] = false;
        CalibrationError ece = CalibrationError.of(confidences, correct);
        assertThat(ece.bins()).hasSize(2);
        assertThat(ece.value()).isCloseTo(0.3 / 30, within(1e-12));
    }

    @Test
    void theIntervalIsTheSameEachTimeAndNarrowsWithTheImages() {
        CalibrationError few = overconfident(300, 1);
        assertThat(few).isEqualTo(overconfident(300, 1));
        CalibrationError many = overconfident(10_000, 1);
        assertThat(many.interval().high() - many.interval().low())
                .isLessThan((few.interval().high() - few.interval().low()) / 3);
    }

    @Test
    void theIntervalHoldsTheTrueErrorAboutAsOftenAsItSays() {
        int held = 0;
        for (int draw = 0; draw < 60; draw++) {
            CalibrationError ece = overconfident(1000, draw);
            if (ece.interval().low() <= 0.1 && 0.1 <= ece.interval().high()) held++;
        }
        // 57 on average; 51 or fewer in one of 100 runs.
        assertThat(held).isGreaterThan(51);
    }

    /** Always 0.1 too confident. */
    private static CalibrationError overconfident(int images, int seed) {
        Random random = new Random(seed);
        double[] confidences = new double[images];
        boolean[] correct = new boolean[images];
        for (int i = 0; i < images; i++) {
            confidences[i] = 0.5 + 0.5 * random.nextDouble();
            correct[i] = random.nextDouble() < confidences[i] - 0.1;
        }
        return CalibrationError.of(confidences, correct);
    }
}

package io.maskstream.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.ConfidenceForRisk;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RiskControlTest {

    @Test
    void tooFewImagesShowNothing() {
        assertThat(RiskControl.threshold(new float[300], new boolean[300], 0.01))
                .isEmpty();
    }

    @Test
    void whenAllAreRightAllAreAccepted() {
        float[] confidences = new float[1000];
        for (int i = 0; i < 1000; i++) confidences[i] = i / 1000f;
        assertThat(RiskControl.threshold(confidences, new boolean[1000], 0.01))
                .contains(new ConfidenceForRisk(0.01, 0));
    }

    @Test
    void equalConfidencesAreAcceptedTogether() {
        float[] confidences = new float[2000];
        boolean[] wrong = new boolean[2000];
        Arrays.fill(confidences, 0, 1000, 0.9f);
        // Half of the less confident ones: no part of them can be taken.
        Arrays.fill(confidences, 1000, 2000, 0.8f);
        for (int i = 1000; i < 2000; i += 2) wrong[i] = true;
        assertThat(RiskControl.threshold(confidences, wrong, 0.01))
                .map(ConfidenceForRisk::confidence)
                .contains((double) 0.9f);
    }

    @Test
    void theTrueRiskIsKeptInAlmostAllDraws() {
        int missed = 0;
        int nothing = 0;
        for (int draw = 0; draw < 200; draw++) {
            Random random = new Random(draw);
            float[] confidences = new float[2500];
            boolean[] wrong = new boolean[2500];
            for (int i = 0; i < confidences.length; i++) {
                confidences[i] = random.nextFloat();
                wrong[i] = random.nextDouble() < (confidences[i] > 0.4 ? 0.001 : 0.1);
            }
            // Of the accepted (0.6 * 0.001 + (0.4 - t) * 0.1) / (1 - t) are wrong: 1 % at 0.34.
            Optional<ConfidenceForRisk> found = RiskControl.threshold(confidences, wrong, 0.01);
            if (found.isEmpty()) nothing++;
            else if (found.get().confidence() < 0.34) missed++;
        }
        assertThat(missed).isLessThanOrEqualTo(10);
        assertThat(nothing).isLessThanOrEqualTo(10);
    }
}

package io.maskstream.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.evaluate.Outputs;
import io.maskstream.model.fixture.TinyModel;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CalibratorTest {

    private static final ModelSpec SPEC = TinyModel.spec("tiny", "1", List.of("a", "b", "c", "d", "e"), 8);

    @Test
    void whatIsFittedHoldsForOtherImagesOfTheSameKind() {
        ModelSpec spec = Calibrator.calibrate(SPEC, Scores.drawn(20_000, 5, 8, 2, 1));
        assertThat((double) spec.temperature()).isCloseTo(2, within(0.05));

        Outputs others = Scores.drawn(20_000, 5, 8, 2, 2);
        double threshold = spec.confidenceForRisk().orElseThrow().confidence();
        double quantile = spec.conformal().orElseThrow().quantile();
        int accepted = 0;
        int wrong = 0;
        int covered = 0;
        for (int i = 0; i < others.images(); i++) {
            double[] p = others.confidences(i, spec);
            if (1 - p[others.labels()[i]] <= quantile) covered++;
            if ((float) p[others.first(i)] < threshold) continue;
            accepted++;
            if (others.first(i) != others.labels()[i]) wrong++;
        }
        assertThat(covered / 20_000.0).isCloseTo(0.95, within(0.005));
        assertThat((double) wrong / accepted).isBetween(0.005, 0.01);
    }

    @Test
    void tooFewImagesChangeNothing() {
        assertThat(Calibrator.calibrate(SPEC, Scores.drawn(99, 5, 8, 2, 1))).isEqualTo(SPEC);
        assertThat(Calibrator.calibrate(SPEC, Scores.drawn(100, 5, 8, 2, 1)).conformal())
                .isPresent();
    }
}

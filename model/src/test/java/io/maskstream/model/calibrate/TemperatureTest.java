package io.maskstream.model.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.evaluate.Outputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemperatureTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2.5})
    void findsTheTemperatureThatTheLabelsWereDrawnWith(double truth) {
        Outputs outputs = Scores.drawn(20_000, 10, 3, truth, 1);
        assertThat((double) Temperature.fit(outputs)).isCloseTo(truth, within(0.04 * truth));
    }

    @Test
    void isTheMinimumOfTheLikelihood() {
        Outputs outputs = Scores.drawn(500, 4, 2, 1.7, 2);
        double t = Temperature.fit(outputs);
        double best = outputs.negativeLogLikelihood(t);
        assertThat(best).isLessThan(outputs.negativeLogLikelihood(t * 1.01));
        assertThat(best).isLessThan(outputs.negativeLogLikelihood(t / 1.01));
    }

    @Test
    void likelihoodOfTwoImagesByHand() {
        Outputs outputs = new Outputs(2, new float[] {2, 0, 0, 0}, new int[] {0, 1});
        // At temperature 2: -log(e / (e + 1)) and log 2.
        double expected = (Math.log1p(Math.exp(-1)) + Math.log(2)) / 2;
        assertThat(outputs.negativeLogLikelihood(2)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void imagesThatAreAllRightSayNothing() {
        assertThat(Temperature.fit(new Outputs(2, new float[] {2, 0, 0, 1}, new int[] {0, 1})))
                .isEqualTo(1);
    }

    @Test
    void staysWithinItsBounds() {
        // As often wrong as right whatever it says: no temperature is too high.
        Outputs chance = new Outputs(2, new float[] {9, 0, 9, 0}, new int[] {0, 1});
        assertThat((double) Temperature.fit(chance)).isCloseTo(Temperature.HIGHEST, within(0.01));
    }
}

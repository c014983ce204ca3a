package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.Conformal;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.Prediction;
import io.maskstream.model.ResizeRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceTest {

    @Test
    void bestClassesComeFirst() {
        List<Prediction> top = top(spec(1), 2, 0f, 0f, 1f, 3f, 2f);
        assertThat(top).extracting(Prediction::label).containsExactly("b", "c");
        assertThat(top).extracting(Prediction::rank).containsExactly(1, 2);
        assertThat(top.get(0).confidence()).isCloseTo(0.665241f, within(1e-5f));
        assertThat(top.get(1).confidence()).isCloseTo(0.244728f, within(1e-5f));
    }

    @Test
    void temperatureFlattens() {
        assertThat(top(spec(2), 1, 0f, 0f, 1f, 3f, 2f).get(0).confidence()).isCloseTo(0.50648f, within(1e-5f));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        List<Prediction> top = top(spec(1), 3, 0f, 0f, 3e38f, 3e38f, -3e38f);
        assertThat(top).extracting(Prediction::classId).containsExactly(0, 1, 2);
        assertThat(top).extracting(Prediction::confidence).containsExactly(0.5f, 0.5f, 0f);
    }

    @Test
    void moreThanThereAreGivesAll() {
        assertThat(top(spec(1), 10, 0f, 0f, 1f, 3f, 2f)).hasSize(3);
    }

    @Test
    void allConfidencesAreThoseOfTheTop() {
        double[] all = Confidence.of(new float[] {9, 9, 1, 3, 2}, 2, spec(2));
        assertThat(all[0] + all[1] + all[2]).isCloseTo(1, within(1e-12));
        for (Prediction p : top(spec(2), 3, 9f, 9f, 1f, 3f, 2f))
            assertThat((float) all[p.classId()]).isEqualTo(p.confidence());
    }

    @Test
    void aSetHoldsEveryClassUpToTheQuantile() {
        double[] confidences = {0.2, 0.5, 0.3};
        assertThat(Confidence.set(confidences, new Conformal(0.95, 0.8))).containsExactly(1, 2, 0);
        assertThat(Confidence.set(confidences, new Conformal(0.95, 0.75))).containsExactly(1, 2);
        assertThat(Confidence.set(confidences, new Conformal(0.95, 0.4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aLogitThatIsNotFiniteHasNoAnswer(float value) {
        assertThat(Confidence.top(new float[] {0, 0, 1, value, 2}, 2, spec(1), 2))
                .isEmpty();
        // Another image's NaN is not this image's.
        assertThat(Confidence.top(new float[] {value, 0, 1, 3, 2}, 2, spec(1), 2))
                .isPresent();
    }

    private static List<Prediction> top(ModelSpec spec, int k, float... logits) {
        return Confidence.top(logits, 2, spec, k).orElseThrow();
    }

    private static ModelSpec spec(float temperature) {
        return new ModelSpec(
                "m",
                "1",
                List.of("a", "b", "c"),
                new InputShape(3, 1, 1),
                new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                ResizeRule.STRETCH,
                temperature);
    }
}

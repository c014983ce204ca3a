package io.maskstream.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.fixture.TinyModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Four images of three classes, by hand: softmax of (ln 6, ln 3, ln 1) is (0.6, 0.3, 0.1). */
final class EvaluationReportTest {

    private static final ModelSpec SPEC = TinyModel.spec("tiny", "1", 8)
            .withCalibration(Optional.of(new ConfidenceForRisk(0.01, 0.7)), Optional.of(new Conformal(0.95, 0.7)));
    private static final Outputs OUTPUTS = new Outputs(
            3,
            logs(
                    6, 3, 1, // 0: called 0, right
                    6, 3, 1, // 1: called 0, wrong
                    1, 8, 1, // 1: called 1, right
                    8, 1, 1), // 2: called 0, wrong
            new int[] {0, 1, 1, 2});

    private final EvaluationReport report = EvaluationReport.of(OUTPUTS, SPEC);

    @Test
    void countsRanks() {
        assertThat(report.images()).isEqualTo(4);
        assertThat(report.top1()).isEqualTo(0.5);
        assertThat(report.top5()).isEqualTo(1);
        // Of equal logits the smaller id is first.
        assertThat(new Outputs(3, new float[] {1, 1, 2}, new int[] {1}).rank(0)).isEqualTo(3);
        assertThat(new Outputs(7, new float[7], new int[] {5}).rank(0)).isEqualTo(6);
    }

    @Test
    void precisionRecallAndConfusion() {
        Confusion confusion = report.confusion();
        assertThat(confusion.counts()).isDeepEqualTo(new long[][] {{1, 0, 0}, {1, 1, 0}, {1, 0, 0}});
        assertThat(confusion.precision(0)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(confusion.precision(1)).isEqualTo(1);
        assertThat(confusion.precision(2)).isNaN();
        assertThat(confusion.recall(1)).isEqualTo(0.5);
        assertThat(confusion.recall(2)).isZero();
        assertThat(confusion.support(1)).isEqualTo(2);
        assertThat(confusion.toCsv())
                .isEqualTo("true \\ predicted,red,green,blue\nred,1,0,0\ngreen,1,1,0\nblue,1,0,0\n");
        assertThat(new Confusion(List.of("a,\"b\""), new long[][] {{2}}).toCsv())
                .isEqualTo("true \\ predicted,\"a,\"\"b\"\"\"\n\"a,\"\"b\"\"\",2\n");
    }

    @Test
    void likelihoodAndBrier() {
        double nll = -(Math.log(0.6) + Math.log(0.3) + Math.log(0.8) + Math.log(0.1)) / 4;
        assertThat(report.scores().nll()).isCloseTo(nll, within(1e-6));
        double brier = (0.16 + 0.09 + 0.01) + (0.36 + 0.49 + 0.01) + (0.01 + 0.04 + 0.01) + (0.64 + 0.01 + 0.81);
        assertThat(report.scores().brier()).isCloseTo(brier / 4, within(1e-6));
        // Two of 0.6, one right, and two of 0.8, one right.
        assertThat(report.scores().ece().value()).isCloseTo((0.1 + 0.3) / 2, within(1e-6));
    }

    @Test
    void theTemperatureCountsOnlyWhereItShould() {
        EvaluationReport hot = EvaluationReport.of(OUTPUTS, SPEC.withTemperature(2));
        assertThat(hot.unscaled()).isEqualTo(report.scores());
        assertThat(hot.scores().nll()).isCloseTo(OUTPUTS.negativeLogLikelihood(2), within(1e-12));
        assertThat(hot.top1()).isEqualTo(0.5);
        assertThat(hot.selection()).isEmpty();
        assertThat(hot.coverage()).isEmpty();
    }

    @Test
    void promisesAreChecked() {
        Selection selection = report.selection().orElseThrow();
        // The two of 0.8, one of them wrong.
        assertThat(selection.acceptedShare()).isEqualTo(0.5);
        assertThat(selection.error()).isEqualTo(0.5);
        Coverage coverage = report.coverage().orElseThrow();
        // From 0.3 on, which the quantile's rounding may leave out: {0} or {0,1} twice, {1}, {0}.
        assertThat(coverage.empty()).isZero();
        assertThat(coverage.meanSize()).isBetween(1.0, 1.5);
        assertThat(coverage.covered()).isBetween(2L, 3L);
        EvaluationReport wide = EvaluationReport.of(
                OUTPUTS, SPEC.withCalibration(Optional.empty(), Optional.of(new Conformal(0.95, 0.75))));
        assertThat(wide.coverage().orElseThrow().covered()).isEqualTo(3);
        assertThat(wide.coverage().orElseThrow().meanSize()).isEqualTo(1.5);
        EvaluationReport none = EvaluationReport.of(
                OUTPUTS,
                SPEC.withCalibration(
                        Optional.of(new ConfidenceForRisk(0.01, 0.9)), Optional.of(new Conformal(0.95, 0))));
        assertThat(none.selection().orElseThrow().error()).isZero();
        assertThat(none.selection().orElseThrow().errorInterval().high()).isEqualTo(1);
        assertThat(none.coverage().orElseThrow().empty()).isEqualTo(4);
    }

    @Test
    void theSurestMistakeIsTheWorst() {
        assertThat(report.worst()).extracting(Mistake::image).containsExactly(3, 1);
        Mistake worst = report.worst().get(0);
        assertThat(worst.predicted()).isZero();
        assertThat(worst.label()).isEqualTo(2);
        assertThat(worst.confidence()).isCloseTo(0.8, within(1e-6));
        assertThat(worst.confidenceInTrue()).isCloseTo(0.1, within(1e-6));
    }

    private static float[] logs(float... values) {
        float[] logs = new float[values.length];
        for (int i = 0; i < values.length; i++) logs[i] = (float) Math.log(values[i]);
        return logs;
    }
}

package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.stream.batch.Outcome.RegionResult;
import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fake model's confidences are 0.99986 for the class and 0.00005 for each of the three others. */
@Timeout(60)
final class CalibratedModelTest {

    @Test
    void eachModelSaysWhichOfItsConfidencesAreLow() throws InterruptedException {
        try (EngineFixture fixture = fixture(new MinConfidence.OfModel(), false)) {
            Lane lane = fixture.engine.lane("0_0");
            fixture.install(model(1, 0.9999, 0.5));
            assertThat(result(lane).lowConfidence()).isTrue();
            fixture.install(model(2, 0.999, 0.5));
            assertThat(result(lane).lowConfidence()).isFalse();
        }
    }

    @Test
    void aModelThatDoesNotSayIsRefusedAndTheOneBeforeServes() throws InterruptedException {
        try (EngineFixture fixture = fixture(new MinConfidence.OfModel(), true)) {
            fixture.install(model(1, 0.9, 0.5));
            ModelSpec noRisk =
                    FakeModel.spec(2).withCalibration(Optional.empty(), Optional.of(new Conformal(0.95, 0.5)));
            refused(fixture, noRisk, "fake/2 has no confidenceForRisk", "min.confidence = model");
            ModelSpec noSets =
                    FakeModel.spec(3).withCalibration(Optional.of(new ConfidenceForRisk(0.01, 0.9)), Optional.empty());
            refused(fixture, noSets, "fake/3 has no conformal quantile", "prediction.set = true");
            assertThat(result(fixture.engine.lane("0_0")).model().version()).isEqualTo("1");
        }
    }

    @Test
    void aPredictionSetHoldsWhatTheQuantileLetsIn() throws InterruptedException {
        try (EngineFixture fixture = fixture(MinConfidence.OFF, true)) {
            Lane lane = fixture.engine.lane("0_0");
            fixture.install(model(1, 0.9, 0.5));
            assertThat(result(lane).predictionSet()).contains(List.of("dog"));
            fixture.install(model(2, 0.9, 1));
            assertThat(result(lane).predictionSet()).contains(List.of("dog", "cat", "car", "sea"));
            fixture.install(model(3, 0.9, 0.00001));
            assertThat(result(lane).predictionSet()).contains(List.of());
        }
    }

    @Test
    void withoutBeingAskedForThereIsNone() throws InterruptedException {
        try (EngineFixture fixture = fixture(MinConfidence.OFF, false)) {
            fixture.install(model(1, 0.9, 0.5));
            assertThat(result(fixture.engine.lane("0_0")).predictionSet()).isEmpty();
        }
    }

    private static void refused(EngineFixture fixture, ModelSpec spec, String... message) {
        try (FakeModel model = new FakeModel(spec, FakeModel.Behaviour.NONE)) {
            assertThatThrownBy(() -> fixture.engine.install(model))
                    .isInstanceOf(ModelException.class)
                    .message()
                    .contains(message);
        }
    }

    private static FakeModel model(int version, double confidence, double quantile) {
        return new FakeModel(
                FakeModel.spec(version)
                        .withCalibration(
                                Optional.of(new ConfidenceForRisk(0.01, confidence)),
                                Optional.of(new Conformal(0.95, quantile))),
                FakeModel.Behaviour.NONE);
    }

    private static RegionResult result(Lane lane) throws InterruptedException {
        FrameTicket ticket = frame(5);
        offer(lane, ticket);
        return classified(ticket).results().get(0);
    }

    private static EngineFixture fixture(MinConfidence minConfidence, boolean predictionSet) {
        EngineSettings s = EngineFixture.settings(8, Duration.ZERO);
        EngineSettings settings = new EngineSettings(
                s.maxBatch(),
                s.linger(),
                s.inflightTime(),
                s.inflightBytes(),
                s.decodeThreads(),
                s.limits(),
                s.jpeg(),
                s.inferTimeout(),
                s.topK(),
                minConfidence,
                predictionSet);
        return EngineFixture.on(1, settings, new FakeDecoder());
    }
}

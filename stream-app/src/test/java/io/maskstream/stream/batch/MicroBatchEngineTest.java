package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.Prediction;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatchEngineTest {

    @Test
    void classifiesAFrameWithTheModelAndDeviceThatItRanOn() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(7, FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");

            FrameTicket ticket = frame(5);
            offer(lane, ticket);

            Outcome.RegionResult result = classified(ticket).results().get(0);
            assertThat(result.regionId()).isEmpty();
            assertThat(result.predictions()).hasSize(3);
            assertThat(result.predictions().get(0))
                    .usingRecursiveComparison()
                    .isEqualTo(new Prediction(1, 1, "dog", (float) (1 / (1 + 3 * Math.exp(-10)))));
            assertThat(result.lowConfidence()).isFalse();
            assertThat(result.model()).isEqualTo(new ModelIdentity("fake", "7", "sha-of-7", "fake:0"));
            assertThat(result.batchSize()).isEqualTo(1);
            assertThat(fixture.engine.serving()).contains(result.model());
        }
    }

    @Test
    void givesOneResultForEachRegionInTheFramesOrder() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(2)) {
            fixture.install(FakeModel.Behaviour.NONE);
            FrameTicket ticket = frame(1, "camera", 20);
            offer(fixture.engine.lane("0_0"), ticket);

            List<Outcome.RegionResult> results = classified(ticket).results();

            assertThat(results).hasSize(20);
            for (int i = 0; i < 20; i++) {
                assertThat(results.get(i).regionId()).isEqualTo(Optional.of("roi-" + i));
                assertThat(results.get(i).predictions().get(0).classId()).isEqualTo(FakeDecoder.label(1 + 1000 * i));
            }
        }
    }

    @Test
    void rejectsAnImageThatDoesNotDecodeAndClassifiesTheOthers() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(FakeModel.Behaviour.NONE);
            FrameTicket bad = frame(1, FakeDecoder.CORRUPT, 0);
            FrameTicket good = frame(2);
            offer(fixture.engine.lane("0_0"), bad, good);

            classified(good);
            Outcome.Rejected rejected = rejected(bad);
            assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.CORRUPT_IMAGE);
            assertThat(rejected.attempts()).isZero();
            assertThat(rejected.modelVersion()).contains("1");
        }
    }

    @Test
    void survivesABugInTheDecoder() throws InterruptedException {
        IllegalStateException bug = new IllegalStateException("bug");
        FakeDecoder good = new FakeDecoder();
        FrameDecoder decoder = (frame, spec, slabs) -> {
            if (frame.sourceId().equals("strange")) throw bug;
            return good.decode(frame, spec, slabs);
        };
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(8, Duration.ZERO), decoder)) {
            fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");
            for (int i = 0; i < 5; i++) {
                FrameTicket strange = frame(i, "strange", 0);
                offer(lane, strange);
                assertThat(rejected(strange).rejection().reason()).isEqualTo(RejectionReason.CORRUPT_IMAGE);
                assertThat(rejected(strange).rejection().cause()).contains(bug);
            }
            FrameTicket after = frame(10);
            offer(lane, after);
            classified(after);
        }
    }

    @Test
    void failsWhenTheHeapIsFullInsteadOfBlamingTheImage() throws InterruptedException {
        FrameDecoder decoder = (frame, spec, slabs) -> {
            throw new OutOfMemoryError("heap");
        };
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(8, Duration.ZERO), decoder)) {
            fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket ticket = frame(1);
            offer(lane, ticket);

            assertThat(EngineFixture.failureSeenBy(lane)).rootCause().isInstanceOf(OutOfMemoryError.class);
            assertThat(ticket.isDone()).isFalse();
            assertThatThrownBy(() -> lane.offer(frame(2))).isInstanceOf(EngineFailedException.class);
        }
    }
}

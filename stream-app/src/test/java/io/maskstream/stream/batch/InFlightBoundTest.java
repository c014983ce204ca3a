package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.stream.fetch.FetchSettings;
import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bound of the fixture's engine is two batches of 8 before anything is measured. */
@Timeout(60)
class InFlightBoundTest {

    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void refusesBeyondTheBoundAndAdmitsWhenInferenceIsCompleteThoughNothingWasEmitted() {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 16);
            assertThat(lane.offer(frame(16))).isFalse();
            assertThat(fixture.engine.imagesInFlight()).isEqualTo(16);

            gate.open();
            fixture.awaitInFlight(0);

            assertThat(lane.offer(frame(16))).isTrue();
        }
    }

    @Test
    void admitsAFrameOfAnySizeWhenItsLaneHasNothingInFlight() {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            offer(fixture.engine.lane("0_0"), 0, 16);
            Lane other = fixture.engine.lane("0_1");

            assertThat(other.offer(frame(100, "camera", 50, 2 << 20))).isTrue();
            assertThat(other.offer(frame(101))).isFalse();
            gate.open();
        }
    }

    @Test
    void countsAnImageForEachRegion() {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, frame(0, "camera", 10));

            assertThat(lane.offer(frame(1, "camera", 7))).isFalse();
            assertThat(lane.offer(frame(2, "camera", 6))).isTrue();
            assertThat(fixture.engine.imagesInFlight()).isEqualTo(16);
            gate.open();
        }
    }

    @Test
    void boundsEncodedBytesAndForgetsThoseOfARejectedFrame() throws InterruptedException {
        Gate gate = new Gate();
        EngineSettings settings = EngineFixture.settings(8, Duration.ZERO, 100);
        try (EngineFixture fixture = EngineFixture.on(1, settings, new FakeDecoder())) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, frame(0, "camera", 0, 10));
            FrameTicket corrupt = frame(1, FakeDecoder.CORRUPT, 0, 90);
            offer(lane, corrupt);
            rejected(corrupt);

            assertThat(lane.offer(frame(2, "camera", 0, 91))).isFalse();
            assertThat(lane.offer(frame(3, "camera", 0, 90))).isTrue();
            gate.open();
        }
    }

    @Test
    void growsWithTheMeasuredRate() {
        // One image in 50 ms is 40 in inflightTime.
        assertThatSoManyAreAdmitted(40, Duration.ofMillis(50));
    }

    @Test
    void neverGrowsAboveEightFullBatches() {
        // One image in 10 ms would be 200 in inflightTime.
        assertThatSoManyAreAdmitted(64, Duration.ofMillis(10));
    }

    @Test
    void framesOfManyRegionsMayBeTwoForEachThreadThatDecodes() {
        Gate gate = new Gate();
        EngineSettings settings = EngineFixture.settings(1, Duration.ZERO);
        try (EngineFixture fixture = EngineFixture.on(1, settings, new FakeDecoder())) {
            fixture.install(call -> {
                fixture.time.advance(Duration.ofMillis(1));
                gate.during(call);
            });
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, frame(0, "camera", 10));
            for (int image = 0; image < 10; image++) gate.letOne();
            fixture.awaitInFlight(0);

            // Eight batches of one image are fewer than one frame.
            int frames = 2 * Math.max(settings.decodeThreads(), FetchSettings.NONE.threads());
            for (int i = 1; i <= frames; i++)
                assertThat(lane.offer(frame(i, "camera", 10))).as("frame %d", i).isTrue();
            assertThat(lane.offer(frame(frames + 1, "camera", 10))).isFalse();
            gate.open();
        }
    }

    private static void assertThatSoManyAreAdmitted(int images, Duration imageTime) {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(call -> {
                fixture.time.advance(imageTime);
                gate.during(call);
            });
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 1);
            gate.letOne();
            fixture.awaitInFlight(0);

            offer(lane, 1, images);
            assertThat(lane.offer(frame(images + 1))).isFalse();
            gate.open();
        }
    }

    @Test
    void aSlowModelBeginsWithNoMoreThanItCanDoInTime() {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel model = new FakeModel(1, call -> {
                gate.during(call);
                fixture.time.advance(Duration.ofMillis(500L * call.tags().size()));
            });
            fixture.engine.install(model, Duration.ofMillis(500));
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 4);
            assertThat(lane.offer(frame(4))).isFalse();
            gate.awaitCall();
            fixture.awaitWaiting(4 - model.batchSizes().get(0));
            gate.open();
            fixture.awaitInFlight(0);
            assertThat(model.batchSizes()).allMatch(size -> size <= 2);
        }
    }

    @Test
    void wakesAThreadThatWaitsForRoom() throws Exception {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            Lane other = fixture.engine.lane("0_1");
            offer(other, 0, 16);
            offer(lane, 16, 1);
            CompletableFuture<Void> admitted = CompletableFuture.runAsync(() -> offerPatiently(lane, frame(17)));

            gate.open();

            admitted.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void losesNoWakeUpBetweenARefusalAndTheWait() throws Exception {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            List<FrameTicket> tickets = offer(lane, 0, 16);
            assertThat(lane.offer(frame(16))).isFalse();
            gate.open();
            for (FrameTicket ticket : tickets) EngineFixture.classified(ticket);
            fixture.awaitInFlight(0);

            lane.awaitProgress(LONG);

            assertThat(lane.offer(frame(16))).isTrue();
        }
    }

    @Test
    void doesNotWakeADrainMerelyBecauseThereIsRoom() throws Exception {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 1);
            CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> awaitProgress(lane));

            assertThatThrownBy(() -> drained.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            gate.open();
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void returnsWhenTheTimeHasPassed() throws Exception {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 1);

            lane.awaitProgress(Duration.ZERO);

            assertThat(fixture.engine.imagesInFlight()).isEqualTo(1);
            gate.open();
        }
    }

    private static void offerPatiently(Lane lane, FrameTicket ticket) {
        while (!lane.offer(ticket)) awaitProgress(lane);
    }

    private static void awaitProgress(Lane lane) {
        try {
            lane.awaitProgress(LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatcherTest {

    private static final Duration LINGER = Duration.ofMillis(20);

    @Test
    void anIdleWorkerTakesWhatIsThereAndABusyOneFindsFullBatches() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel model = fixture.install(gate);
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket first = frame(0);
            offer(lane, first);
            gate.awaitCall();
            List<FrameTicket> others = offer(lane, 1, 11);
            fixture.awaitWaiting(11);

            gate.open();

            List<Integer> reported = new ArrayList<>();
            for (FrameTicket ticket : others)
                reported.add(classified(ticket).results().get(0).batchSize());
            assertThat(model.batchSizes()).containsExactly(1, 8, 3);
            // Two threads decode: which frames share the full batch is not said, how many do is.
            assertThat(reported).containsExactlyInAnyOrder(8, 8, 8, 8, 8, 8, 8, 8, 3, 3, 3);
        }
    }

    @Test
    void framesOfSeveralLanesShareABatch() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel model = fixture.install(gate);
            offer(fixture.engine.lane("0_0"), 0, 1);
            gate.awaitCall();
            offer(fixture.engine.lane("0_1"), 10, 3);
            offer(fixture.engine.lane("0_2"), 20, 3);
            fixture.awaitWaiting(6);
            gate.open();
            fixture.awaitInFlight(0);
            assertThat(model.calls().get(1).tags()).containsExactlyInAnyOrder(10, 11, 12, 20, 21, 22);
        }
    }

    @Test
    void servesLanesInTurnAndWithinALaneItsSources() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(4, Duration.ZERO), new FakeDecoder())) {
            FakeModel model = fixture.install(gate);
            Lane busy = fixture.engine.lane("0_0");
            offer(busy, 0, 1);
            gate.awaitCall();
            // A burst of one camera, then one frame of another, then one of another lane.
            for (int i = 10; i < 15; i++) offer(busy, frame(i, "loud", 0));
            fixture.awaitWaiting(5);
            offer(busy, frame(20, "quiet", 0));
            fixture.awaitWaiting(6);
            offer(fixture.engine.lane("0_1"), frame(30, "other", 0));
            fixture.awaitWaiting(7);

            gate.open();
            fixture.awaitInFlight(0);

            assertThat(model.calls().get(1).tags()).hasSize(4).contains(20, 30);
        }
    }

    @Test
    void lingersUntilTheOldestHasWaitedSoLong() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(8, LINGER), new FakeDecoder())) {
            FakeModel model = fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 1);
            fixture.awaitWaiting(1);
            fixture.time.advance(LINGER.minusMillis(1));
            List<FrameTicket> more = offer(lane, 1, 2);
            fixture.awaitWaiting(3);
            assertThat(model.calls()).isEmpty();

            fixture.time.advance(Duration.ofMillis(1));

            classified(more.get(1));
            assertThat(model.batchSizes()).containsExactly(3);
        }
    }

    @Test
    void aFullBatchDoesNotLinger() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(4, LINGER), new FakeDecoder())) {
            FakeModel model = fixture.install(FakeModel.Behaviour.NONE);
            for (FrameTicket ticket : offer(fixture.engine.lane("0_0"), 0, 4)) classified(ticket);
            assertThat(model.batchSizes()).containsExactly(4);
        }
    }

    @Test
    void aLaneThatHurriesDoesNotLingerEvenForFramesStillInDecoding() throws InterruptedException {
        Gate decoding = new Gate();
        FakeDecoder decoder = new FakeDecoder(decoding::pass);
        try (EngineFixture fixture = EngineFixture.on(1, EngineFixture.settings(8, LINGER), decoder)) {
            fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");
            Lane patient = fixture.engine.lane("0_1");
            FrameTicket waits = frame(0);
            offer(lane, waits);
            decoding.letOne();
            fixture.awaitWaiting(1);
            FrameTicket decodes = frame(1);
            offer(lane, decodes);

            lane.hurry();
            classified(waits);
            decoding.letOne();
            classified(decodes);

            FrameTicket later = frame(2);
            offer(patient, later);
            decoding.open();
            fixture.awaitWaiting(1);
            assertThat(later.isDone()).isFalse();
        }
    }

    @Test
    void neverMixesVersionsAndServesTheOlderFirst() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel old = fixture.install(1, gate);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 1);
            gate.awaitCall();
            offer(lane, 1, 3);
            fixture.awaitWaiting(3);
            FakeModel next = fixture.install(2, call -> assertThat(old.calls()).hasSize(2));
            List<FrameTicket> news = offer(lane, 10, 3);
            fixture.awaitWaiting(6);

            gate.open();

            assertThat(classified(news.get(0)).results().get(0).model().version())
                    .isEqualTo("2");
            assertThat(old.batchSizes()).containsExactly(1, 3);
            assertThat(next.batchSizes()).containsExactly(3);
            await().until(old::isClosed);
        }
    }
}

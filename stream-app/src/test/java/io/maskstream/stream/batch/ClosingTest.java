package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {

    @Test
    void aClosedLaneGivesUpItsFramesAndLeavesThoseOfOthers() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel model = fixture.install(gate);
            Lane closed = fixture.engine.lane("0_0");
            Lane open = fixture.engine.lane("0_1");
            FrameTicket running = frame(0);
            offer(closed, running);
            gate.awaitCall();
            List<FrameTicket> waiting = offer(closed, 1, 3);
            List<FrameTicket> others = offer(open, 10, 3);
            fixture.awaitWaiting(6);

            closed.close();
            closed.close();

            assertThat(fixture.engine.imagesWaiting()).isEqualTo(3);
            assertThat(fixture.engine.imagesInFlight()).isEqualTo(4);
            gate.open();
            for (FrameTicket ticket : others) classified(ticket);
            fixture.awaitInFlight(0);
            assertThat(running.isDone()).isFalse();
            assertThat(waiting).noneMatch(FrameTicket::isDone);
            assertThat(model.batchSizes()).containsExactly(1, 3);
            assertThatThrownBy(() -> closed.offer(frame(20))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFrameInDecodingWhenItsLaneClosesGoesNoFurther() {
        Gate decoding = new Gate();
        EngineSettings settings = EngineFixture.settings(8, Duration.ZERO);
        try (EngineFixture fixture = EngineFixture.on(1, settings, new FakeDecoder(decoding::pass))) {
            FakeModel model = fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, 0, 5);
            decoding.awaitCall();
            lane.close();
            decoding.open();
            fixture.awaitInFlight(0);
            assertThat(model.calls()).isEmpty();
        }
    }

    @Test
    void closingTheEngineWaitsForTheBatchThatRunsAndDropsWhatWaits() throws Exception {
        Gate gate = new Gate();
        EngineFixture fixture = EngineFixture.on(1);
        FakeModel model = fixture.install(gate);
        Lane lane = fixture.engine.lane("0_0");
        FrameTicket running = frame(0);
        offer(lane, running);
        gate.awaitCall();
        List<FrameTicket> waiting = offer(lane, 1, 5);
        fixture.awaitWaiting(5);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(fixture.engine::close);
        await().until(() -> fixture.engine.imagesWaiting() == 0);
        assertThat(closing.isDone()).isFalse();
        assertThat(model.isClosed()).isFalse();

        gate.open();

        closing.get(20, TimeUnit.SECONDS);
        assertThat(running.isDone()).isTrue();
        assertThat(waiting).noneMatch(FrameTicket::isDone);
        fixture.close();
    }

    @Test
    void closingTheEngineWakesWhoeverWaits() {
        Gate gate = new Gate();
        EngineFixture fixture = EngineFixture.on(1);
        fixture.install(gate);
        Lane lane = fixture.engine.lane("0_0");
        offer(lane, 0, 3);
        CompletableFuture<EngineFailedException> seen = CompletableFuture.supplyAsync(() -> failureSeenBy(lane));
        gate.open();
        fixture.close();

        assertThat(seen).succeedsWithin(Duration.ofSeconds(20));
        assertThatThrownBy(() -> lane.offer(frame(9)))
                .isInstanceOf(EngineFailedException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> fixture.engine.lane("0_2")).isInstanceOf(EngineFailedException.class);
    }

    private static EngineFailedException failureSeenBy(Lane lane) {
        try {
            return EngineFixture.failureSeenBy(lane);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyThreadIsADaemonNamedByItsRole() {
        try (EngineFixture fixture = EngineFixture.on(2)) {
            fixture.install(FakeModel.Behaviour.NONE);
            offer(fixture.engine.lane("0_0"), 0, 3);
            fixture.awaitInFlight(0);
            List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("maskstream-"))
                    .toList();
            assertThat(threads).allMatch(Thread::isDaemon);
            assertThat(threads)
                    .extracting(Thread::getName)
                    .contains(
                            "maskstream-infer-0",
                            "maskstream-infer-1",
                            "maskstream-watchdog",
                            "maskstream-decode-1",
                            "maskstream-decode-2");
        }
    }
}

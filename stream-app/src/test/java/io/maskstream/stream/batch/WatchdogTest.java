package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.INFER_TIMEOUT;
import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maskstream.model.RejectionReason;
import io.maskstream.stream.infer.FakeModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {

    private static final int HANGS = 5;

    @Test
    void rejectsTheImageThatHangsAloneAndClassifiesTheOthers() throws InterruptedException {
        Gate gate = new Gate();
        Gate hang = new Gate();
        EngineFixture fixture = EngineFixture.on(1);
        FakeModel model = fixture.install(call -> {
            if (call.has(0)) gate.during(call);
            if (call.has(HANGS)) hang.during(call);
        });
        Lane lane = fixture.engine.lane("0_0");
        offer(lane, frame(0));
        gate.awaitCall();
        List<FrameTicket> tickets = offer(lane, 1, 8);
        fixture.awaitWaiting(8);
        gate.open();

        hang.awaitCall();
        fixture.time.advance(INFER_TIMEOUT);
        hang.awaitCall();
        assertThat(model.openPredictors())
                .as("that of the hung call, and another")
                .isEqualTo(2);
        fixture.time.advance(INFER_TIMEOUT);

        Outcome.Rejected rejected = rejected(tickets.get(HANGS - 1));
        assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.INFERENCE_TIMEOUT);
        assertThat(rejected.attempts()).isEqualTo(2);
        for (FrameTicket ticket : tickets) if (ticket != tickets.get(HANGS - 1)) classified(ticket);

        // The native calls return at last: nothing changes, and what was kept for them is freed.
        FakeModel next = fixture.install(2, FakeModel.Behaviour.NONE);
        FrameTicket after = frame(20);
        offer(lane, after);
        classified(after);
        assertThat(model.isClosed()).as("closed under a running call").isFalse();
        hang.open();
        await().until(model::isClosed);
        assertThat(rejected(tickets.get(HANGS - 1))).isSameAs(rejected);
        assertThat(next.violations()).isEmpty();
        fixture.close();
    }

    @Test
    void failsTheEngineAfterThreeCallsThatHang() throws InterruptedException {
        Gate hang = new Gate();
        EngineFixture fixture = EngineFixture.on(1);
        FakeModel model = fixture.install(hang);
        Lane lane = fixture.engine.lane("0_0");
        List<FrameTicket> tickets = offer(lane, 0, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.engine.failure()).isEmpty();
            hang.awaitCall();
            fixture.time.advance(INFER_TIMEOUT);
        }

        assertThat(EngineFixture.failureSeenBy(lane))
                .hasMessageContaining("fake/1")
                .hasMessageContaining("5000 ms");
        assertThat(tickets).noneMatch(FrameTicket::isDone);
        hang.open();
        fixture.engine.close();
        await().until(model::isClosed);
        fixture.close();
    }

    @Test
    void closeGivesUpACallThatHangs() {
        Gate hang = new Gate();
        EngineFixture fixture = EngineFixture.on(1);
        FakeModel model = fixture.install(hang);
        offer(fixture.engine.lane("0_0"), 0, 3);
        hang.awaitCall();
        Thread closing = new Thread(fixture.engine::close, "closing");
        closing.start();

        await().until(() -> {
            fixture.time.advance(INFER_TIMEOUT);
            return !closing.isAlive();
        });

        assertThat(model.isClosed()).as("closed under a running call").isFalse();
        hang.open();
        await().until(model::isClosed);
        fixture.close();
    }
}

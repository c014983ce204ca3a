package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.maskstream.model.ModelException;
import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelExchangeTest {

    @Test
    void theOldModelFinishesItsFramesAndIsClosedAfterTheLast() throws InterruptedException {
        Gate gate = new Gate();
        try (EngineFixture fixture = EngineFixture.on(1)) {
            FakeModel old = fixture.install(1, gate);
            Lane lane = fixture.engine.lane("0_0");
            List<FrameTicket> running = offer(lane, 0, 1);
            gate.awaitCall();
            List<FrameTicket> waiting = offer(lane, 1, 3);
            fixture.awaitWaiting(3);

            fixture.install(2, FakeModel.Behaviour.NONE);

            assertThat(fixture.engine.serving().orElseThrow().version()).isEqualTo("2");
            assertThat(old.isClosed()).isFalse();
            gate.letOne();
            classified(running.get(0));
            gate.awaitCall();
            assertThat(old.isClosed()).isFalse();
            gate.letOne();
            for (FrameTicket ticket : waiting)
                assertThat(classified(ticket).results().get(0).model().version())
                        .isEqualTo("1");
            await().until(old::isClosed);
        }
    }

    @Test
    void anIdleOldModelIsClosedAtOnce() {
        try (EngineFixture fixture = EngineFixture.on(2)) {
            FakeModel old = fixture.install(1, FakeModel.Behaviour.NONE);
            fixture.install(2, FakeModel.Behaviour.NONE);
            assertThat(old.isClosed()).isTrue();
        }
    }

    @Test
    void aFrameKeepsTheModelThatServedWhenItsDecodingStarted() throws InterruptedException {
        Gate decoding = new Gate();
        EngineSettings settings = EngineFixture.settings(8, Duration.ZERO);
        try (EngineFixture fixture = EngineFixture.on(1, settings, new FakeDecoder(decoding::pass))) {
            FakeModel old = fixture.install(1, FakeModel.Behaviour.NONE);
            FrameTicket ticket = frame(0);
            offer(fixture.engine.lane("0_0"), ticket);
            decoding.awaitCall();

            fixture.install(2, FakeModel.Behaviour.NONE);
            assertThat(old.isClosed()).isFalse();
            decoding.open();

            assertThat(classified(ticket).results().get(0).model().version()).isEqualTo("1");
        }
    }

    @Test
    void aModelThatASlotRefusesLeavesTheOldOneServing() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(2)) {
            fixture.install(1, FakeModel.Behaviour.NONE);
            FakeModel refused = new FakeModel(2, FakeModel.Behaviour.NONE).refusedBy(1);

            assertThatThrownBy(() -> fixture.engine.install(refused)).isInstanceOf(ModelException.class);

            assertThat(refused.openPredictors()).isZero();
            assertThat(refused.isClosed()).as("still the caller's").isFalse();
            FrameTicket ticket = frame(0);
            offer(fixture.engine.lane("0_0"), ticket);
            assertThat(classified(ticket).results().get(0).model().version()).isEqualTo("1");
        }
    }

    @Test
    void aClosedEngineTakesNoModel() {
        EngineFixture fixture = EngineFixture.on(1);
        fixture.close();
        FakeModel late = new FakeModel(1, FakeModel.Behaviour.NONE);
        assertThatThrownBy(() -> fixture.engine.install(late)).isInstanceOf(EngineFailedException.class);
        assertThat(late.isClosed()).isFalse();
    }

    @Test
    void aFrameBeforeTheFirstModelIsAMistakeOfTheCaller() {
        try (EngineFixture fixture = EngineFixture.on(1)) {
            Lane lane = fixture.engine.lane("0_0");
            assertThatThrownBy(() -> lane.offer(frame(0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("install");
        }
    }
}

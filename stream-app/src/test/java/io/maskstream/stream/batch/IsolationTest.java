package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.ModelException;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.infer.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when a batch of eight fails. The culprit is tag 5, where there is one. */
@Timeout(60)
class IsolationTest {

    private static final int CULPRIT = 5;

    /** Frames 1 to 8 in one batch, behind a single that holds the worker meanwhile; the fake fails as told. */
    private static final class BatchOfEight implements AutoCloseable {

        final EngineFixture fixture;
        final FakeModel model;
        final Lane lane;
        final List<FrameTicket> tickets;

        BatchOfEight(FakeModel.Behaviour behaviour) {
            Gate gate = new Gate();
            fixture = EngineFixture.on(1);
            model = fixture.install(call -> {
                gate.during(call);
                behaviour.during(call);
            });
            lane = fixture.engine.lane("0_0");
            offer(lane, frame(0));
            gate.awaitCall();
            tickets = new ArrayList<>(offer(lane, 1, 8));
            fixture.awaitWaiting(8);
            gate.open();
        }

        void awaitOthersClassified() throws InterruptedException {
            for (FrameTicket ticket : tickets) if (ticket.position().offset() != CULPRIT) classified(ticket);
        }

        FrameTicket culprit() {
            return tickets.get(CULPRIT - 1);
        }

        long controls() {
            return model.calls().stream()
                    .filter(FakeModel.NativeCall::isControl)
                    .count();
        }

        @Override
        public void close() {
            fixture.close();
        }
    }

    private static ModelException failure(String message) {
        return new ModelException(ModelException.Kind.INFERENCE_FAILED, message);
    }

    private static ModelException outOfMemory() {
        return new ModelException(ModelException.Kind.OUT_OF_MEMORY, "no memory");
    }

    @Test
    void rejectsTheImageThatFailsAloneAndClassifiesTheOthers() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(CULPRIT)) throw failure("bad image");
        })) {
            batch.awaitOthersClassified();
            Outcome.Rejected rejected = rejected(batch.culprit());
            assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.INFERENCE_FAILED);
            assertThat(rejected.rejection().message()).contains("bad image");
            assertThat(rejected.rejection().cause()).containsInstanceOf(ModelException.class);
            // 8, 4, 2, 1: each failure followed by a control.
            assertThat(rejected.attempts()).isEqualTo(4);
            assertThat(batch.controls()).isEqualTo(4);
            assertThat(batch.fixture.engine.failure()).isEmpty();
        }
    }

    @Test
    void findsEveryOneOfSeveralCulprits() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(2) || call.has(3) || call.has(8)) throw failure("bad image");
        })) {
            for (FrameTicket ticket : batch.tickets) {
                if (List.of(2L, 3L, 8L).contains(ticket.position().offset())) rejected(ticket);
                else classified(ticket);
            }
        }
    }

    @Test
    void blamesNobodyWhenTheControlFailsTooAndFailsTheEngineAfterBoundedTries() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (!call.has(0)) throw failure("device lost");
        })) {
            EngineFailedException seen = EngineFixture.failureSeenBy(batch.lane);

            assertThat(seen).hasMessageContaining("fake/1").hasMessageContaining("fake:0");
            assertThat(seen).rootCause().hasMessageContaining("device lost");
            assertThat(batch.controls()).isEqualTo(3);
            assertThat(batch.tickets).noneMatch(FrameTicket::isDone);
            assertThat(batch.fixture.engine.failure()).isPresent();
        }
    }

    @Test
    void failsTheEngineWhenTheControlGivesOtherLogits() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(CULPRIT)) throw failure("bad image");
            if (call.isControl()) call.logits()[1] = 9;
        })) {
            assertThat(EngineFixture.failureSeenBy(batch.lane)).rootCause().hasMessageContaining("9.0");
            assertThat(batch.culprit().isDone()).isFalse();
        }
    }

    @Test
    void survivesAFaultThatPassesWithAnotherPredictor() throws InterruptedException {
        AtomicInteger faults = new AtomicInteger(3);
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (!call.has(0) && faults.getAndDecrement() > 0) throw failure("hiccup");
        })) {
            for (FrameTicket ticket : batch.tickets) classified(ticket);
            assertThat(batch.model.predictorsOpened()).isEqualTo(3);
        }
    }

    @Test
    void rejectsTheImageWhoseOutputIsNotANumberAfterTryingItAlone() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(CULPRIT)) call.spoil(call.tags().indexOf(CULPRIT));
        })) {
            batch.awaitOthersClassified();
            Outcome.Rejected rejected = rejected(batch.culprit());
            assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.NON_FINITE_OUTPUT);
            assertThat(rejected.attempts()).isEqualTo(2);
            assertThat(batch.model.batchSizes()).containsExactly(1, 8, 1);
        }
    }

    @Test
    void classifiesAnImageWhoseOutputIsFiniteWhenAlone() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.tags().size() == 8) call.spoil(2);
        })) {
            for (FrameTicket ticket : batch.tickets) classified(ticket);
        }
    }

    @Test
    void holdsAWholeBatchOfNaNAgainstTheModel() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (!call.has(0)) for (int row = 0; row < call.tags().size(); row++) call.spoil(row);
        })) {
            EngineFixture.failureSeenBy(batch.lane);
            assertThat(batch.tickets).noneMatch(FrameTicket::isDone);
        }
    }

    @Test
    void retriesAWholeBatchOfNaNInPartsWhenTheControlPasses() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.tags().size() == 8) for (int row = 0; row < 8; row++) call.spoil(row);
        })) {
            for (FrameTicket ticket : batch.tickets) classified(ticket);
            assertThat(batch.controls()).isEqualTo(1);
        }
    }

    @Test
    void halvesTheBatchThatDoesNotFitIntoMemoryAndKeepsToThat() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.tags().size() > 3) throw outOfMemory();
        })) {
            for (FrameTicket ticket : batch.tickets) classified(ticket);
            assertThat(batch.model.batchSizes()).containsExactly(1, 8, 4, 2, 2, 4, 2, 2);
            assertThat(batch.controls()).isZero();

            for (FrameTicket ticket : offer(batch.lane, 20, 4)) classified(ticket);
            assertThat(batch.model
                            .batchSizes()
                            .subList(8, batch.model.batchSizes().size()))
                    .allMatch(size -> size <= 2);
        }
    }

    @Test
    void rejectsASingleThatDoesNotFitWhileTheControlDoes() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(CULPRIT)) throw outOfMemory();
        })) {
            batch.awaitOthersClassified();
            assertThat(rejected(batch.culprit()).rejection().reason()).isEqualTo(RejectionReason.INFERENCE_FAILED);
        }
    }

    @Test
    void failsTheEngineWhenNotEvenTheControlFits() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (!call.has(0)) throw outOfMemory();
        })) {
            assertThat(EngineFixture.failureSeenBy(batch.lane)).rootCause().hasMessageContaining("no memory");
        }
    }

    @Test
    void rejectsTheReplayOfACulpritAtOnce() throws InterruptedException {
        try (BatchOfEight batch = new BatchOfEight(call -> {
            if (call.has(CULPRIT)) throw failure("bad image");
        })) {
            Outcome.Rejected first = rejected(batch.culprit());
            batch.awaitOthersClassified();
            int calls = batch.model.calls().size();
            batch.lane.close();
            Lane after = batch.fixture.engine.lane("0_0");
            FrameTicket replayed = frame(CULPRIT);

            assertThat(after.offer(replayed)).isTrue();

            assertThat(replayed.outcome()).isEqualTo(first);
            after.awaitProgress(Duration.ofHours(1));
            assertThat(batch.model.calls()).hasSize(calls);
        }
    }

    @Test
    void rejectsTheWholeFrameWhenOneOfItsRegionsFails() throws InterruptedException {
        try (EngineFixture fixture = EngineFixture.on(2)) {
            fixture.install(call -> {
                if (call.has(2003)) throw failure("bad region");
            });
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket bad = frame(3, "camera", 6);
            FrameTicket good = frame(4, "camera", 6);
            offer(lane, bad, good);

            assertThat(rejected(bad).rejection().reason()).isEqualTo(RejectionReason.INFERENCE_FAILED);
            assertThat(classified(good).results()).hasSize(6);
            fixture.awaitInFlight(0);
        }
    }

    @Test
    void aBrokenDeviceBesideASoundOneFailsTheEngineAndBlamesNoFrame() throws InterruptedException {
        Gate sound = new Gate();
        Gate broken = new Gate();
        try (EngineFixture fixture = EngineFixture.on(2)) {
            fixture.install(call -> {
                if (call.slot().index() == 0) {
                    sound.during(call);
                } else {
                    broken.during(call);
                    throw failure("device lost");
                }
            });
            Lane lane = fixture.engine.lane("0_0");
            List<FrameTicket> tickets = offer(lane, 0, 30);
            broken.awaitCall();

            broken.open();
            EngineFailedException seen = EngineFixture.failureSeenBy(lane);

            assertThat(seen).hasMessageContaining("fake:1");
            sound.open();
            fixture.awaitInFlight(0);
            assertThat(tickets).noneMatch(ticket -> ticket.isDone() && ticket.outcome() instanceof Outcome.Rejected);
        }
    }
}

package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.Stage;
import io.maskstream.stream.infer.CrashGuard;
import io.maskstream.stream.infer.FakeExaminers;
import io.maskstream.stream.infer.FakeModel;
import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.journal.DeadJournal;
import io.maskstream.stream.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that were in flight when a process died, and what becomes of them in the next. */
class QuarantineTest {

    private static final String TASK = "classify 0_0";

    @TempDir
    Path folder;

    private final FakeExaminers examiners = new FakeExaminers();

    @Test
    void suspectsNeverEnterThisProcessAndTheirNeighboursDo() throws Exception {
        dieWith(3, 4, 5);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            FakeModel model = fixture.install(FakeModel.Behaviour.NONE);
            List<FrameTicket> tickets = offer(fixture.engine.lane(TASK), 0, 10);
            for (FrameTicket ticket : tickets) assertThat(label(ticket)).isEqualTo(expected(ticket));
            assertThat(examiners.examined()).containsExactlyInAnyOrder(3, 4, 5);
            assertThat(tagsOf(model)).doesNotContain(3, 4, 5).contains(0, 1, 2, 6, 7, 8, 9);
        }
        assertThat(examiners.opened()).isOne();
        assertThat(examiners.open()).isZero();
    }

    @Test
    void aFrameThatKillsTwiceAloneIsADeadLetterAndItsNeighboursAreClassified() throws Exception {
        dieWith(3, 4, 5);
        examiners.killedBy(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            List<FrameTicket> tickets = offer(fixture.engine.lane(TASK), 3, 3);
            Outcome.Rejected outcome = rejected(tickets.get(1));
            assertThat(outcome.rejection().reason()).isEqualTo(RejectionReason.NATIVE_CRASH);
            assertThat(outcome.rejection().stage()).isEqualTo(Stage.INFER);
            assertThat(outcome.attempts()).isEqualTo(3);
            classified(tickets.get(0));
            classified(tickets.get(2));
            // Which suspect is the first and which the last the decode threads decide: behind another one it is
            // examined once
            // more, and after the last one no child is opened.
            assertThat(examiners.examined()).filteredOn(tag -> tag == 4).hasSizeBetween(2, 3);
            assertThat(examiners.opened()).isBetween(2, 4);
        }
    }

    @Test
    void aFrameThatKillsOnceIsInnocent() throws Exception {
        dieWith(4);
        examiners.killedOnceBy(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            classified(offer(fixture.engine.lane(TASK), 4, 1).get(0));
        }
    }

    @Test
    void howeverOftenTheProcessIsKilledFromOutsideNoInnocentFrameIsADeadLetter() throws Exception {
        for (int life = 0; life < 5; life++) {
            dieWith(3, 4, 5);
            try (CrashJournal journal = journal();
                    EngineFixture fixture = guarded(journal)) {
                fixture.install(FakeModel.Behaviour.NONE);
                for (FrameTicket ticket : offer(fixture.engine.lane(TASK), 3, 3)) classified(ticket);
            }
        }
    }

    @Test
    void theEndOfAChildThatAnotherImageWentThroughIsNotHeldAgainstTheSecond() throws Exception {
        dieWith(3, 4);
        examiners.killedBy(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            Lane lane = fixture.engine.lane(TASK);
            classified(offer(lane, 3, 1).get(0));
            assertThat(rejected(offer(lane, 4, 1).get(0)).attempts()).isEqualTo(3);
        }
        // Once behind 3, and twice alone.
        assertThat(examiners.examined()).containsExactly(3, 4, 4, 4);
    }

    @Test
    void theVerdictHoldsAfterARestartWithoutAnotherDeath() throws Exception {
        dieWith(4);
        examiners.killedBy(4);
        for (int life = 0; life < 2; life++)
            try (CrashJournal journal = journal();
                    EngineFixture fixture = guarded(journal)) {
                fixture.install(FakeModel.Behaviour.NONE);
                rejected(offer(fixture.engine.lane(TASK), 4, 1).get(0));
            }
        assertThat(examiners.examined()).containsExactly(4, 4);
    }

    @Test
    void anotherModelIsAskedAnew() throws Exception {
        dieWith(4);
        examiners.killedBy(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            rejected(offer(fixture.engine.lane(TASK), 4, 1).get(0));
        }
        examiners.killedBy();
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(2, FakeModel.Behaviour.NONE);
            classified(offer(fixture.engine.lane(TASK), 4, 1).get(0));
        }
    }

    @Test
    void withoutAChildSuspectsAreLetIn() throws Exception {
        dieWith(3, 4);
        examiners.unavailable();
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            FakeModel model = fixture.install(FakeModel.Behaviour.NONE);
            for (FrameTicket ticket : offer(fixture.engine.lane(TASK), 3, 2)) classified(ticket);
            assertThat(tagsOf(model)).contains(3, 4);
        }
        assertThat(examiners.opened()).isEqualTo(3);
    }

    @Test
    void aChildThatFailsItsControlBlamesNobody() throws Exception {
        dieWith(3, 4);
        examiners.killedBy(3, FakeModel.CONTROL);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            for (FrameTicket ticket : offer(fixture.engine.lane(TASK), 3, 2)) classified(ticket);
        }
        assertThat(examiners.examined()).isEmpty();
    }

    @Test
    void aFrameThatThrowsThereIsJudgedHere() throws Exception {
        dieWith(4);
        examiners.failingOn(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(call -> {
                if (call.has(4)) throw new IllegalStateException("no");
            });
            assertThat(rejected(offer(fixture.engine.lane(TASK), 4, 1).get(0))
                            .rejection()
                            .reason())
                    .isEqualTo(RejectionReason.INFERENCE_FAILED);
        }
    }

    @Test
    void whatEntersThisProcessIsOnRecordUntilItReturns() throws Exception {
        Gate gate = new Gate();
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(gate);
            Lane lane = fixture.engine.lane(TASK);
            List<FrameTicket> tickets = offer(lane, 7, 1);
            gate.awaitCall();
            DeadJournal.copy(journal, folder, "inflight-during");
            gate.open();
            classified(tickets.get(0));
            fixture.awaitInFlight(0);
            journal.lookForTheDead();
            assertThat(suspects(journal)).containsExactly(7);
        }
        // The call that had returned was not there any more.
        try (CrashJournal journal = journal()) {
            journal.beginsAt(TASK, "frames", 0, 100);
            assertThat(suspects(journal)).isEmpty();
        }
    }

    @Test
    void afterTheCallNothingIsOnRecord() throws Exception {
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            // One at a time: more than the engine takes would be refused when its worker is slow.
            for (int offset = 0; offset < 20; offset++)
                for (FrameTicket ticket : offer(fixture.engine.lane(TASK), offset, 1)) classified(ticket);
            DeadJournal.copy(journal, folder, "inflight-after");
            journal.lookForTheDead();
            assertThat(suspects(journal)).isEmpty();
        }
    }

    @Test
    void aTaskThatBeginsBehindASuspectSettlesIt() throws Exception {
        dieWith(4);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            classified(offer(fixture.engine.lane(TASK), 5, 1).get(0));
            assertThat(suspects(journal)).isEmpty();
        }
    }

    @Test
    void aLaneThatOpensFindsWhoDiedMeanwhile() throws Exception {
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            dieWith(4);
            classified(offer(fixture.engine.lane(TASK), 4, 1).get(0));
            assertThat(examiners.examined()).containsExactly(4);
        }
    }

    @Test
    void closingDropsWhatWaits() throws Exception {
        dieWith(IntStream.range(0, 6).toArray());
        examiners.hangingOn(0);
        try (CrashJournal journal = journal();
                EngineFixture fixture = guarded(journal)) {
            fixture.install(FakeModel.Behaviour.NONE);
            offer(fixture.engine.lane(TASK), 0, 6);
            examiners.awaitHanging();
            assertThat(fixture.engine.imagesSuspected()).isPositive();
        }
    }

    private EngineFixture guarded(CrashJournal journal) {
        return EngineFixture.guarded(1, new CrashGuard(journal, examiners));
    }

    private CrashJournal journal() throws IOException {
        return CrashJournal.open(folder, 4, 8);
    }

    private void dieWith(int... offsets) throws IOException {
        DeadJournal.write(
                folder, IntStream.of(offsets).mapToObj(QuarantineTest::entry).toList());
    }

    private static List<Integer> suspects(CrashJournal journal) {
        return IntStream.range(0, 100)
                .filter(offset -> journal.isSuspect(entry(offset)))
                .boxed()
                .toList();
    }

    private static JournalEntry entry(int offset) {
        return new JournalEntry(TASK, "frames", 0, offset, 0);
    }

    private static String label(FrameTicket ticket) throws InterruptedException {
        return classified(ticket).results().get(0).predictions().get(0).label();
    }

    private static String expected(FrameTicket ticket) {
        return FakeModel.LABELS.get(
                FakeDecoder.label(Integer.parseInt(ticket.frame().frameId())));
    }

    private static List<Integer> tagsOf(FakeModel model) {
        return model.calls().stream().flatMap(call -> call.tags().stream()).toList();
    }
}

package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.stream.batch.EngineFailedException;
import io.maskstream.stream.batch.ScriptedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OrderedEmitterTest {

    private static final Map<String, ?> LOG_AND_CONTINUE = Map.of(
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueProcessingExceptionHandler.class);

    private final StepFixture fixture = new StepFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void resultsLeaveInTheOrderOfTheRecordsNotOfTheirCompletion() {
        fixture.engine.onWait(ScriptedEngine::finishLast);
        fixture.plain().pipe("a b c");
        assertThat(fixture.engine.events()).containsSubsequence("done c", "done b", "done a");
        assertThat(fixture.resultIds()).containsExactly("a", "b", "c");
    }

    @Test
    void theDrainHurriesTheEngineAndEverythingHasLeftAfterTheCommit() {
        fixture.plain().pipe("a b");
        assertThat(fixture.engine.events()).containsSubsequence("offered a", "offered b", "hurry", "done a", "done b");
        assertThat(fixture.resultIds()).containsExactly("a", "b");
        assertThat(fixture.engine.imagesInFlight()).isZero();
    }

    @Test
    void aBlockedProcessEmitsItsOwnFinishedHead() {
        fixture.engine.capacity(1);
        fixture.frames()
                .processValues(fixture.step("step"))
                .peek((k, c) -> fixture.engine.events().add("left " + c.getResultId()))
                .mapValues(Classification::getResultId)
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        fixture.pipe("a b");
        assertThat(fixture.engine.events())
                .containsExactly(
                        "offered a", "full for b", "done a", "offered b", "left a", "hurry", "done b", "left b");
    }

    @Test
    void refusedShedAndClassifiedRecordsKeepTheirOrder() {
        fixture.engine.onWait(ScriptedEngine::finishLast);
        fixture.plain().pipe("a bad1 late1 unreadable1 low1");
        assertThat(fixture.reported)
                .containsExactly(
                        "Classified camera", "Rejected camera", "Shed camera", "Rejected ", "Classified camera");
        List<Classification> results = fixture.results();
        assertThat(results).extracting(Classification::getResultId).containsExactly("a", "late1", "low1");
        assertThat(results)
                .extracting(Classification::getStatus)
                .containsExactly(
                        ClassificationStatus.OK, ClassificationStatus.SHED, ClassificationStatus.LOW_CONFIDENCE);
        assertThat(fixture.deadValues()).containsExactly("bad1", "unreadable1");
    }

    @Test
    void aFrameThatIsDecidedAtOnceWaitsForThoseBeforeIt() {
        fixture.engine.onWait(engine -> {
            engine.events().add("dead so far " + fixture.deadLetters().size());
            engine.finishFirst();
        });
        fixture.plain().pipe("a unreadable1");
        assertThat(fixture.engine.events()).contains("dead so far 0");
        assertThat(fixture.deadValues()).containsExactly("unreadable1");
    }

    @Test
    void aDrainPastItsBoundGivesTheTaskUpAndNothingLeavesAfterwards() {
        fixture.settings = StepFixture.settings(Duration.ZERO);
        fixture.plain();
        assertThatThrownBy(() -> fixture.pipe("a"))
                .isInstanceOf(TaskMigratedException.class)
                .hasMessageContaining("1 frames of 0_0");
        fixture.engine.finishFirst();
        fixture.driver().advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(fixture.results()).isEmpty();
    }

    @Test
    void aBrokenEngineEndsTheTaskWhateverTheHandlerSaysAndBlamesNoRecord() {
        fixture.with(LOG_AND_CONTINUE).plain();
        fixture.engine.onWait(engine -> engine.fail("device gone"));
        assertThatThrownBy(() -> fixture.pipe("a b")).hasRootCauseInstanceOf(EngineFailedException.class);
        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.results()).isEmpty();
    }

    @Test
    void aStepBehindThatFailsOnARecordDropsThatRecordAndNotTheOneInProcess() {
        fixture.with(LOG_AND_CONTINUE);
        fixture.engine.capacity(1);
        fixture.frames()
                .processValues(fixture.step("step"))
                .mapValues(c -> {
                    if (c.getResultId().equals("a")) throw new IllegalStateException("downstream");
                    return c.getResultId();
                })
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        fixture.pipe("a b");
        assertThat(fixture.topic("out", new StringDeserializer()).readValuesToList())
                .containsExactly("b");
    }

    @Test
    void recordsBehindASlowFrameDoNotFillTheMemory() {
        fixture.settings = new EmitSettings(
                "dead",
                fixture.settings.frameMaxAge(),
                fixture.settings.sourceMaxRate(),
                3_000,
                fixture.settings.streams(),
                fixture.settings.clock());
        fixture.engine.onWait(engine -> {
            engine.events().add("wait");
            engine.finishFirst();
        });
        fixture.plain().pipe("a" + " unreadable".repeat(20) + " b");
        // 512 bytes a record at least: the wait comes after six records and not after all of them.
        assertThat(fixture.engine.events())
                .containsExactly("offered a", "wait", "done a", "offered b", "hurry", "wait", "done b");
        assertThat(fixture.deadLetters()).hasSize(20);
    }

    @Test
    void theLaneIsClosedWithTheTask() {
        fixture.plain().pipe("a");
        fixture.close();
        assertThat(fixture.engine.events()).endsWith("closed");
    }

    @Test
    void aNullKeyStaysNull() {
        fixture.plain().pipe(null, "a bad1");
        assertThat(fixture.topic("out", new StringDeserializer()).readRecordsToList())
                .extracting(r -> r.key())
                .containsExactly((String) null);
        assertThat(fixture.deadLetters()).extracting(r -> r.key()).containsExactly((String) null);
    }
}

package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LedgerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void addsUpWhenEveryFrameComesOutOnce() {
        for (int i = 0; i < 10; i++) ledger.sent(frame(i, i == 7));
        for (int i = 0; i < 10; i++)
            if (i == 7) ledger.deadLetter(key(i), "DECODE");
            else ledger.result(result(i, i == 3 ? "Coat" : "Bag", 3), capture(i).plusMillis(20));
        assertThat(ledger.discrepancies()).isEmpty();
        assertThat(ledger.waiting()).isZero();
        Summary summary = ledger.summary();
        assertThat(summary.frames()).isEqualTo(10);
        assertThat(summary.classified()).isEqualTo(9);
        assertThat(summary.deadLetters()).isEqualTo(Map.of("DECODE", 1L));
        assertThat(summary.accuracy()).isEqualTo(8 / 9.0);
        assertThat(summary.latency()).isEqualTo(new Summary.Latency(20, 20));
        // Frames are 100 ms apart: the last is captured after 0.9 s and arrives 20 ms later.
        assertThat(summary.imagesPerSecond()).isCloseTo(9 / 0.92, within(1e-9));
        assertThat(summary.model()).isEqualTo(new Summary.Model("m", "7"));
    }

    @Test
    void meanBatchCountsBatchesNotImages() {
        // One batch of 8 and one of 1.
        for (int i = 0; i < 9; i++) {
            ledger.sent(frame(i, false));
            ledger.result(result(i, "Bag", i < 8 ? 8 : 1), capture(i));
        }
        assertThat(ledger.summary().batchSizeMean()).isCloseTo(4.5, within(1e-9));
    }

    @Test
    void latencyPercentilesAreTaken() {
        for (int i = 0; i < 100; i++) {
            ledger.sent(frame(i, false));
            ledger.result(result(i, "Bag", 1), capture(i).plusMillis(i == 99 ? 900 : i == 98 ? 500 : 10));
        }
        assertThat(ledger.summary().latency()).isEqualTo(new Summary.Latency(10, 500));
    }

    @Test
    void namesFramesThatDidNotComeOut() {
        ledger.sent(frame(1, false));
        ledger.sent(frame(2, false));
        ledger.result(result(1, "Bag", 1), START);
        assertThat(ledger.discrepancies()).singleElement().asString().contains("1 of 2 frames", "camera-1/2");
    }

    @Test
    void noticesDuplicatesAndStrangers() {
        ledger.sent(frame(1, false));
        ledger.result(result(1, "Bag", 1), START);
        ledger.result(result(1, "Bag", 1), START);
        ledger.deadLetter(key(99), "DECODE");
        assertThat(ledger.discrepancies()).singleElement().asString().contains("2 frames", "twice", "camera-1/1");
        assertThat(ledger.summary().classified()).isEqualTo(1);
        assertThat(ledger.summary().deadLetterCount()).isZero();
    }

    @Test
    void noticesCorruptFramesWithALabel() {
        ledger.sent(frame(1, true));
        ledger.result(result(1, "Bag", 1), START);
        assertThat(ledger.discrepancies()).singleElement().asString().contains("corrupt on purpose", "camera-1/1");
    }

    @Test
    void noticesSoundFramesThatBecomeDeadLetters() {
        ledger.sent(frame(1, false));
        ledger.deadLetter(key(1), "INFER");
        assertThat(ledger.discrepancies()).singleElement().asString().contains("sound", "camera-1/1");
    }

    @Test
    void noticesShedFrames() {
        ledger.sent(frame(1, false));
        Classification shed = result(1, "Bag", 0);
        shed.setStatus(ClassificationStatus.SHED);
        shed.setPredictions(List.of());
        ledger.result(shed, START);
        assertThat(ledger.discrepancies()).singleElement().asString().contains("shed", "camera-1/1");
    }

    @Test
    void keepsTheLastLabelOfEachSource() {
        ledger.sent(frame(1, false));
        ledger.sent(frame(2, false));
        ledger.result(result(1, "Coat", 1), START);
        ledger.result(result(2, "Bag", 1), START);
        assertThat(ledger.lastLabels())
                .hasSize(1)
                .hasEntrySatisfying(
                        "camera-1", last -> assertThat(last.getLabel()).isEqualTo("Bag"));
    }

    private static FrameKey key(int i) {
        return new FrameKey("camera-1", Integer.toString(i));
    }

    private static Instant capture(int i) {
        return START.plus(Duration.ofMillis(100L * i));
    }

    private static SentFrame frame(int i, boolean corrupt) {
        return new SentFrame(key(i), capture(i), "Bag", corrupt);
    }

    private static Classification result(int i, String label, int batchSize) {
        return Classification.newBuilder()
                .setResultId("frames-0-" + i)
                .setFrameId(Integer.toString(i))
                .setSourceId("camera-1")
                .setCaptureTime(capture(i))
                .setStatus(ClassificationStatus.OK)
                .setPredictions(List.of(ClassPrediction.newBuilder()
                        .setRank(1)
                        .setClassId(8)
                        .setLabel(label)
                        .setConfidence(0.9f)
                        .build()))
                .setModel(
                        ModelReference.newBuilder().setName("m").setVersion("7").build())
                .setBatchSize(batchSize)
                .build();
    }
}

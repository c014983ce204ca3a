package io.maskstream.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.schemas.ClassPrediction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LiveTableTest {

    private static final Map<String, ClassPrediction> LABELS = new TreeMap<>(
            Map.of("camera-1", prediction("Ankle boot", 0.987f), "camera-2", prediction("T-shirt/top", 0.5f)));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void redrawsInPlaceOnATerminal() {
        LiveTable table = new LiveTable(out, true);
        table.update(Duration.ZERO, summary(0), Map.of());
        table.update(Duration.ofSeconds(1), summary(100), LABELS);
        bytes.reset();
        table.update(Duration.ofSeconds(2), summary(1250), LABELS);
        assertThat(written()).isEqualTo("""
                        \u001b[4A\
                          frames in   labelled   dead   images/s   batch    p50 ms    p99 ms   model\u001b[K
                              1,274      1,250     24      625.0     1.9        12        34   dmc 1\u001b[K
                          camera-1  Ankle boot            98.7 %\u001b[K
                          camera-2  T-shirt/top           50.0 %\u001b[K
                        """);
    }

    @Test
    void throughputIsThatOfTheLastSeconds() {
        LiveTable table = new LiveTable(out, false);
        for (int s = 0; s <= 60; s += 5) table.update(Duration.ofSeconds(s), summary(s <= 30 ? s * 10 : 300), LABELS);
        assertThat(written().lines())
                .anySatisfy(line -> assertThat(line).startsWith(" 30 s:").contains("10.0 images/s"))
                .anySatisfy(line -> assertThat(line).startsWith(" 60 s:").contains(" 0.0 images/s"));
    }

    @Test
    void writesALineEveryFiveSecondsElsewhere() {
        LiveTable table = new LiveTable(out, false);
        for (int ms = 0; ms <= 12_000; ms += 100) table.update(Duration.ofMillis(ms), summary(ms / 10), LABELS);
        assertThat(written().lines())
                .containsExactly(
                        "  5 s: 524 frames in, 500 labelled, 24 dead letters, 100.0 images/s, batches of 1.9,"
                                + " p50 12 ms, p99 34 ms, dmc 1",
                        " 10 s: 1,024 frames in, 1,000 labelled, 24 dead letters, 100.0 images/s, batches of 1.9,"
                                + " p50 12 ms, p99 34 ms, dmc 1");
    }

    @Test
    void endsWithTheLastState() {
        LiveTable table = new LiveTable(out, false);
        table.update(Duration.ofSeconds(5), summary(500), LABELS);
        bytes.reset();
        table.end(Duration.ofMillis(5_300), summary(530), LABELS);
        assertThat(written()).startsWith("  5 s: 554 frames in, 530 labelled");
    }

    @Test
    void hasNoFiguresBeforeTheFirstResult() {
        new LiveTable(out, true).update(Duration.ZERO, new Ledger().summary(), Map.of());
        assertThat(written()).doesNotContain("NaN").contains("no result yet");
    }

    private String written() {
        return bytes.toString(UTF_8);
    }

    private static ClassPrediction prediction(String label, float confidence) {
        return ClassPrediction.newBuilder()
                .setClassId(0)
                .setLabel(label)
                .setConfidence(confidence)
                .build();
    }

    private static Summary summary(long classified) {
        return new Summary(
                classified + 24,
                classified,
                Map.of("DECODE", 24L),
                0.9,
                100,
                new Summary.Latency(12, 34),
                1.9,
                new Summary.Model("dmc", "1"));
    }
}

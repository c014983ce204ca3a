package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final Summary SUMMARY = new Summary(
            2000,
            1960,
            Map.of("DECODE", 39L, "PREPROCESS", 1L),
            0.91326,
            99.84,
            new Summary.Latency(12, 34),
            1.857,
            new Summary.Model("dmc-nano-fashion", "1"));

    @Test
    void jsonIsOneLineWithTheFieldsThatScriptsRead() throws Exception {
        String json = SUMMARY.json();
        assertThat(json).doesNotContain("\n");
        assertThat(json)
                .isEqualTo("{\"frames\":2000,\"classified\":1960,\"deadLetters\":40,"
                        + "\"deadLettersByStage\":{\"DECODE\":39,\"PREPROCESS\":1},\"accuracy\":0.9133,"
                        + "\"imagesPerSecond\":99.8,\"latencyMs\":{\"p50\":12.0,\"p99\":34.0},\"batchSizeMean\":1.86,"
                        + "\"model\":\"dmc-nano-fashion\",\"modelVersion\":\"1\"}");
    }

    @Test
    void whatWasNotMeasuredIsNullInJsonAndADashInText() throws Exception {
        Summary empty = new Ledger().summary();
        JsonNode json = new JsonMapper().readTree(empty.json());
        assertThat(json.get("accuracy").isNull()).isTrue();
        assertThat(json.get("imagesPerSecond").isNull()).isTrue();
        assertThat(json.get("latencyMs").get("p99").isNull()).isTrue();
        assertThat(json.get("frames").asInt(-1)).isZero();
        assertThat(String.join("\n", empty.text())).doesNotContain("NaN").contains("p50 - ms");
    }

    @Test
    void textNamesEveryFigure() {
        assertThat(SUMMARY.text())
                .containsExactly(
                        "  frames in     2,000",
                        "  labelled      1,960",
                        "  dead letters  40 (DECODE 39, PREPROCESS 1)",
                        "  accuracy      91.3 % of the labels are true",
                        "  throughput    99.8 images/s",
                        "  latency       p50 12 ms, p99 34 ms, from capture to label",
                        "  batch         1.9 images on average",
                        "  model         dmc-nano-fashion, version 1");
    }
}

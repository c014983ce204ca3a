package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    /** By the issue that asked for the benchmark; whoever reads its JSON relies on them. */
    private static final List<String> PROMISED = List.of(
            "efficiency.nano",
            "efficiency.tinyMicrosPerFrame",
            "vsPerRecord.nano",
            "vsPerRecord.tiny",
            "vsPython.nano",
            "vsPython.tiny",
            "latencyMs.half.p50",
            "latencyMs.half.p99",
            "latencyMs.idle.p50",
            "latencyMs.idle.bareSingle",
            "partitionCostRatio",
            "eosCostRatio",
            "swapP99Ratio",
            "decodeSpeedup",
            "nanoImagesPerCpuSecond",
            "maskTax");

    private final List<String> progress = new ArrayList<>();
    private final Report report = new Report(progress::add);

    @Test
    void everyPromisedKeyIsThereAndNullUntilMeasured() throws Exception {
        JsonNode json = json();
        for (String key : PROMISED) {
            JsonNode node = json.at("/" + key.replace('.', '/'));
            assertThat(node.isMissingNode()).as(key).isFalse();
            assertThat(node.isNull()).as(key).isTrue();
        }
    }

    @Test
    void aFigureStandsWhereItsKeySaysWithSpreadAndGoal() throws Exception {
        report.add(Figure.of("latencyMs.half.p99", "ms", 31).goal(Goal.atMost(30)));
        report.add(Figure.of("efficiency.nano", "ratio", Spread.of(List.of(0.9, 1.0, 0.96)))
                .goal(Goal.atLeast(0.95)));
        JsonNode json = json();
        assertThat(json.at("/latencyMs/half/p99").asDouble()).isEqualTo(31);
        assertThat(json.at("/latencyMs/half/p50").isNull()).isTrue();
        assertThat(json.at("/efficiency/nano").asDouble()).isEqualTo(0.96);
        assertThat(json.path("spread").path("efficiency.nano").path("low").asDouble())
                .isEqualTo(0.9);
        assertThat(json.path("goals").path("efficiency.nano").path("met").asBoolean())
                .isTrue();
        assertThat(json.path("goals").path("latencyMs.half.p99").path("met").asBoolean(true))
                .isFalse();
    }

    @Test
    void theTableSaysWhichGoalsAreMissed() {
        report.add(Figure.of("maskTax", "share", 0.2).goal(Goal.atMost(0.1)));
        report.add(Figure.of("eosCostRatio", "ratio", 1.1).goal(Goal.atMost(1.1)));
        assertThat(report.table().lines().toList())
                .satisfiesExactly(
                        tax -> assertThat(tax).contains("at most 0.10: NOT met"),
                        eos -> assertThat(eos).contains("at most 1.10: met"));
        assertThat(progress).hasSize(2);
    }

    @Test
    void chartsAreDrawnOfWhatThereIs(@TempDir Path folder) throws Exception {
        report.add(Figure.of("maskTax", "share", 0.2).goal(Goal.atMost(0.1)));
        report.detail("latency", List.of(Latency.AtLoad.of(0.5, 100, arrivals(50))));
        Charts.draw(report, folder);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("goals.png", "latency.png");
    }

    @Test
    void theSlowestOfAThousandIsToldOfAThousandFramesOnly() {
        assertThat(Latency.AtLoad.of(0.5, 100, arrivals(999)).percentiles()).containsOnlyKeys("p50", "p99");
        assertThat(Latency.AtLoad.of(0.5, 100, arrivals(1000)).percentiles())
                .containsExactly(Map.entry("p50", 499.0), Map.entry("p99", 989.0), Map.entry("p999", 998.0));
    }

    private static List<Arrival> arrivals(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Arrival(i, i, "1", 0))
                .toList();
    }

    @Test
    void aScoreAboveOneIsAGoalMet() {
        assertThat(Goal.atMost(0.1).score(0.2)).isEqualTo(0.5);
        assertThat(Goal.atLeast(4).score(8)).isEqualTo(2);
        assertThat(Goal.atLeast(4).isMetBy(4)).isTrue();
        assertThat(Goal.atMost(4).isMetBy(4.1)).isFalse();
    }

    @Test
    void aScoreFitsIntoAChart() {
        assertThat(Goal.atMost(0.1).score(0)).isEqualTo(10);
        assertThat(Goal.atMost(0.1).score(-0.05)).isEqualTo(10);
        assertThat(Goal.atMost(0.1).score(1e-9)).isEqualTo(10);
        assertThat(Goal.atLeast(0.9).score(-1)).isZero();
        assertThat(Goal.atLeast(0.9).score(90)).isEqualTo(10);
    }

    @Test
    void aMeasureThatFailedIsNamed() throws Exception {
        report.failed("swap");
        assertThat(json().path("failed").path(0).asText()).isEqualTo("swap");
        assertThat(report.hasFailed()).isTrue();
        assertThat(report.table()).isEqualTo("failed: swap\n");
    }

    @Test
    void aMeasureThatWasSkippedIsNamedWithItsReason() throws Exception {
        report.skipped("python", "no torch");
        assertThat(json().at("/skipped/0/measure").asText()).isEqualTo("python");
        assertThat(json().at("/skipped/0/reason").asText()).isEqualTo("no torch");
        assertThat(report.table()).isEqualTo("skipped: python: no torch\n");
        assertThat(report.hasFailed()).isFalse();
        assertThat(report.hasSkippedAnyOf(List.of("swap"))).isFalse();
        assertThat(report.hasSkippedAnyOf(List.of("swap", "python"))).isTrue();
    }

    @Test
    void aGoalMayComeLater() throws Exception {
        report.add(Figure.of("latencyMs.half.p99", "ms", 31));
        report.setGoal("latencyMs.half.p99", Goal.atMost(30));
        assertThat(json().path("goals").path("latencyMs.half.p99").path("met").asBoolean(true))
                .isFalse();
    }

    private JsonNode json() throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(report.json(Map.of("device", "cpu")));
    }
}

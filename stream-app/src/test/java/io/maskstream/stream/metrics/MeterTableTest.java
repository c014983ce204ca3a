package io.maskstream.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeterTableTest {

    private static final String BEGIN = "<!-- metrics:begin -->\n";
    private static final String END = "<!-- metrics:end -->";

    @Test
    void theDocumentHoldsTheGeneratedTable() throws IOException {
        String document = Files.readString(Path.of("../docs/metrics.md"));
        assertThat(document).contains(BEGIN, END);
        String table = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
        assertThat(table)
                .as("docs/metrics.md is out of date: paste MeterTable.markdown() between the markers")
                .isEqualTo(MeterTable.markdown());
    }

    @Test
    void prometheusShowsEveryMeterUnderTheNameInTheTable() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = Pipelines.busy(registry);
        String scrape = registry.scrape();
        for (MeterId id : MeterId.values()) {
            String type = id.kind() == MeterId.Kind.COUNTER
                    ? "counter"
                    : id.kind() == MeterId.Kind.GAUGE ? "gauge" : "histogram";
            assertThat(scrape).contains("# TYPE " + id.prometheusName() + " " + type + "\n");
            assertThat(scrape).contains("# HELP " + id.prometheusName() + " " + id.description() + "\n");
            for (String tag : id.tags())
                assertThat(scrape).containsPattern(id.prometheusName() + "\\{[^}]*" + tag + "=\"");
        }
        assertThat(scrape)
                .contains("maskstream_inference_seconds_bucket{le=\"0.05\"} 1")
                .contains("maskstream_batch_images_bucket{le=\"16.0\"} 1");
        meters.close();
        assertThat(registry.scrape()).doesNotContain("maskstream");
    }
}

package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeSettingsTest {

    private static final Map<String, String> TUNED = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "1000000000",
            "MALLOC_TRIM_THRESHOLD_", "2000000000");

    @Test
    void aTunedProcessHasNoWarnings() {
        assertThat(NativeSettings.warnings("Linux", TUNED, 1)).isEmpty();
        assertThat(NativeSettings.warnings("Linux", Map.of("LD_PRELOAD", "/usr/lib/libjemalloc.so.2"), 1))
                .isEmpty();
        assertThat(NativeSettings.warnings("Mac OS X", Map.of(), 1)).isEmpty();
    }

    @Test
    void missingMallocSettingsAreNamedWithTheirValues() {
        assertThat(NativeSettings.warnings("Linux", Map.of("MALLOC_ARENA_MAX", "2"), 1))
                .singleElement()
                .asString()
                .contains("MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=2000000000")
                .doesNotContain("MALLOC_ARENA_MAX");
    }

    @Test
    void spinningThreadsAreWarnedOf() {
        assertThat(NativeSettings.warnings("Linux", TUNED, 2))
                .singleElement()
                .asString()
                .contains("num_threads=1");
    }

    @Test
    void whatTheUserSetStays() {
        String before = System.getProperty("ai.djl.pytorch.num_threads");
        System.setProperty("ai.djl.pytorch.num_threads", "3");
        try {
            NativeSettings.applyDefaults();
            assertThat(System.getProperty("ai.djl.pytorch.num_threads")).isEqualTo("3");
            assertThat(System.getProperty("ai.djl.pytorch.graph_optimizer")).isEqualTo("false");
        } finally {
            if (before == null) System.clearProperty("ai.djl.pytorch.num_threads");
            else System.setProperty("ai.djl.pytorch.num_threads", before);
        }
    }
}

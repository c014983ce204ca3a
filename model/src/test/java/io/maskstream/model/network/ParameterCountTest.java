package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes that the design names. */
final class ParameterCountTest {

    @ParameterizedTest
    @CsvSource({
        "dmc-pico, 10, INPUT, 68164",
        "dmc-pico, 100, INPUT, 71134",
        "dmc-pico, 10, OFF, 65052",
        "dmc-pico, 10, KERNEL, 74852",
        "dmc-nano, 10, INPUT, 248052",
        "dmc-nano, 100, INPUT, 253902",
        "dmc-nano, 10, OFF, 243148",
        "dmc-nano, 10, KERNEL, 256868",
        "dmc-small, 10, INPUT, 2132796",
        "dmc-small, 100, INPUT, 2150166",
        "dmc-small, 10, OFF, 2105860",
        "dmc-small, 10, KERNEL, 2167268",
        "dmc-resnet18, 10, INPUT, 13101762",
        "dmc-resnet18, 100, INPUT, 13147932",
        "dmc-resnet18, 10, OFF, 12921346",
        "dmc-resnet18, 10, KERNEL, 13298130",
    })
    void countsWhatTheDesignSays(String preset, int classes, MaskKind mask, long expected) {
        assertThat(count(NetworkPreset.of(preset).spec(classes).withMask(mask), ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "dmc-nano, 0, 7471",
        "dmc-nano, 2, 22407",
        "dmc-nano, 5, 99703",
        "dmc-resnet18, 6, 4136623",
        "dmc-resnet18, 7, 5184175",
    })
    void countsOneBlock(String preset, int block, long expected) {
        assertThat(count(NetworkPreset.of(preset).spec(10), "blocks." + block + "."))
                .isEqualTo(expected);
    }

    @Test
    void countsTheStemForLargeImages() {
        assertThat(count(NetworkPreset.DMC_RESNET18.spec(10).withStemStride(2), ""))
                .isEqualTo(13_119_394);
    }

    @Test
    void plainControlsHaveTheSizesOfTheLiterature() {
        // He et al. 2016 report 0.27M; projections instead of padded shortcuts add a little.
        assertThat(count(NetworkPreset.RESNET20.spec(10), "")).isBetween(270_000L, 275_000L);
        assertThat(count(NetworkPreset.RESNET18.spec(10), "")).isEqualTo(11_173_962);
    }

    private static long count(NetworkSpec spec, String prefix) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return DmcNetwork.create(spec, 1, manager).parameters().stream()
                    .filter(parameter ->
                            parameter.isTrainable() && parameter.name().startsWith(prefix))
                    .mapToLong(parameter -> parameter.parameter().getShape().size())
                    .sum();
        }
    }
}

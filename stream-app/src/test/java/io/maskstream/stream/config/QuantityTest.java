package io.maskstream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"500 ms, 500", "2 s, 2000", "2s, 2000", "5 min, 300000", "1 h, 3600000", "0, 0"})
    void readsDurations(String text, long millis) {
        assertThat(Quantity.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"512 B, 512", "64 KiB, 65536", "10 MiB, 10485760", "1GiB, 1073741824", "0, 0"})
    void readsSizes(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "-1 s", "1.5 s", "2 sec", "2 S", "999999999999999999 h"})
    void refusesWhatIsNotANumberAndAUnit(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 MB", "10", "10 mib"})
    void refusesDecimalAndMissingSizeUnits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.bytes(text));
    }

    @Test
    void spellsInTheLargestUnitThatDivides() {
        assertThat(Quantity.spelled(Duration.ofSeconds(90))).isEqualTo("90 s");
        assertThat(Quantity.spelled(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(Quantity.spelled(Duration.ZERO)).isEqualTo("0");
        assertThat(Quantity.spelled(10L << 20)).isEqualTo("10 MiB");
        assertThat(Quantity.spelled(1025)).isEqualTo("1025 B");
    }
}

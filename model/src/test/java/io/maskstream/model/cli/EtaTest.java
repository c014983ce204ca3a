package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class EtaTest {

    @Test
    void countsOnlyWhatThisStartDidAfterItsFirstStep() {
        Eta eta = new Eta(100);
        assertThat(eta.left(41, 500)).isZero();
        assertThat(eta.left(51, 520)).isEqualTo(Duration.ofSeconds(98));
        assertThat(eta.left(100, 700)).isZero();
    }

    @Test
    void isReadable() {
        assertThat(Eta.text(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(Eta.text(Duration.ofSeconds(1810))).isEqualTo("30 min");
        assertThat(Eta.text(Duration.ofMinutes(185))).isEqualTo("3 h 05 min");
    }
}

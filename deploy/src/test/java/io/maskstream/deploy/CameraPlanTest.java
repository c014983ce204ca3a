package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.schemas.ImageEncoding;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CameraPlanTest {

    @Test
    void dividesFramesAndRateAmongTheCameras() {
        List<CameraPlan> plans = CameraPlan.of(2001, 100);
        assertThat(plans).extracting(CameraPlan::frames).containsExactly(501L, 500L, 500L, 500L);
        assertThat(plans).extracting(CameraPlan::interval).containsOnly(Duration.ofMillis(40));
        assertThat(plans)
                .extracting(CameraPlan::encoding)
                .containsExactlyInAnyOrder(
                        ImageEncoding.JPEG, ImageEncoding.JPEG, ImageEncoding.PNG, ImageEncoding.PNG);
        assertThat(plans).extracting(CameraPlan::sourceId).doesNotHaveDuplicates();
    }

    @Test
    void oneFrameInFiftyIsCorrupt() {
        assertThat(corrupt(CameraPlan.of(2000, 100))).isEqualTo(40);
        assertThat(corrupt(CameraPlan.of(300, 100))).isEqualTo(6);
    }

    private static long corrupt(List<CameraPlan> plans) {
        return plans.stream()
                .mapToLong(plan -> LongStream.range(0, plan.frames())
                        .filter(plan::isCorrupt)
                        .count())
                .sum();
    }
}

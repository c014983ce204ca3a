package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScheduleTest {

    @Test
    void oneCycleGoesUpForAFifthThenLinearlyToZero() {
        Schedule schedule = new Schedule.OneCycle(0.2f, 0.2f);
        assertThat(schedule.rate(0, 100)).isEqualTo(0.008f, within(1e-6f));
        assertThat(schedule.rate(10, 100)).isEqualTo(0.104f, within(1e-6f));
        assertThat(schedule.rate(20, 100)).isEqualTo(0.2f, within(1e-6f));
        assertThat(schedule.rate(60, 100)).isEqualTo(0.1f, within(1e-6f));
        assertThat(schedule.rate(99, 100)).isEqualTo(0.0025f, within(1e-6f));
    }

    @Test
    void cosineWarmsUpThenFallsToZero() {
        Schedule schedule = new Schedule.WarmupCosine(0.1f, 0.1f);
        assertThat(schedule.rate(0, 100)).isEqualTo(0.01f, within(1e-6f));
        assertThat(schedule.rate(9, 100)).isEqualTo(0.1f, within(1e-6f));
        assertThat(schedule.rate(10, 100)).isEqualTo(0.1f, within(1e-6f));
        assertThat(schedule.rate(55, 100)).isEqualTo(0.05f, within(1e-6f));
        assertThat(schedule.rate(99, 100)).isBetween(0f, 1e-4f);
    }

    @Test
    void refusesWhatCannotTrain() {
        assertThatThrownBy(() -> new Schedule.OneCycle(0, 0.2f)).hasMessageContaining("peak: 0.0");
        assertThatThrownBy(() -> new Schedule.OneCycle(0.1f, 1)).hasMessageContaining("up: 1.0");
        assertThatThrownBy(() -> new Schedule.WarmupCosine(Float.NaN, 0)).hasMessageContaining("NaN");
    }
}

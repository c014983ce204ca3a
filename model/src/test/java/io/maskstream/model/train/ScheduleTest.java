package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Flip;
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
    void aRecipeWarmsUpForItsEpochs() {
        Schedule oneCycle = recipe(Recipe.ScheduleKind.ONE_CYCLE, 15, 3).toSchedule();
        assertThat(oneCycle.rate(0, 1500)).isEqualTo(0.004f, within(1e-6f));
        assertThat(oneCycle.rate(150, 1500)).isEqualTo(0.052f, within(1e-6f));
        assertThat(oneCycle.rate(300, 1500)).isEqualTo(0.1f, within(1e-6f));
        assertThat(oneCycle.rate(900, 1500)).isEqualTo(0.05f, within(1e-6f));
        Schedule cosine = recipe(Recipe.ScheduleKind.COSINE, 200, 5).toSchedule();
        assertThat(cosine.rate(0, 20_000)).isEqualTo(0.0002f, within(1e-7f));
        assertThat(cosine.rate(249, 20_000)).isEqualTo(0.05f, within(1e-6f));
        assertThat(cosine.rate(499, 20_000)).isEqualTo(0.1f, within(1e-6f));
        assertThat(cosine.rate(10_250, 20_000)).isEqualTo(0.05f, within(1e-6f));
        assertThat(recipe(Recipe.ScheduleKind.COSINE, 10, 0).toSchedule().rate(0, 100))
                .isEqualTo(0.1f, within(1e-6f));
    }

    @Test
    void theUsualWarmUpIsAFifthOrAFortieth() {
        assertThat(Recipe.ScheduleKind.ONE_CYCLE.warmupEpochs(15)).isEqualTo(3, within(1e-6f));
        assertThat(Recipe.ScheduleKind.COSINE.warmupEpochs(200)).isEqualTo(5, within(1e-6f));
    }

    @Test
    void refusesAWarmUpThatLeavesNothing() {
        assertThatThrownBy(() -> recipe(Recipe.ScheduleKind.COSINE, 5, 5))
                .hasMessageContaining("warmupEpochs: 5.0, must be at least 0 and less than the 5 epochs");
        assertThatThrownBy(() -> recipe(Recipe.ScheduleKind.ONE_CYCLE, 5, 0))
                .hasMessageContaining("warmupEpochs: 0.0, must be above 0 and less than the 5 epochs");
    }

    private static Recipe recipe(Recipe.ScheduleKind kind, int epochs, float warmupEpochs) {
        return new Recipe(
                epochs,
                128,
                1,
                new Recipe.Optimizer(kind, 0.1f, warmupEpochs, 0.9f, 5e-4f, 5e-4f),
                0.1f,
                Augmentation.light(4, Flip.RANDOM),
                new Recipe.Averaging(0, 0),
                1);
    }

    @Test
    void refusesWhatCannotTrain() {
        assertThatThrownBy(() -> new Schedule.OneCycle(0, 0.2f)).hasMessageContaining("peak: 0.0");
        assertThatThrownBy(() -> new Schedule.OneCycle(0.1f, 1)).hasMessageContaining("up: 1.0");
        assertThatThrownBy(() -> new Schedule.WarmupCosine(Float.NaN, 0)).hasMessageContaining("NaN");
    }
}

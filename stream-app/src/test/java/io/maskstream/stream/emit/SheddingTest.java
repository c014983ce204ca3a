package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.Outcome.ShedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SheddingTest {

    private static final Instant NOW = StepFixture.NOW;

    @Test
    void aFrameIsShedAtItsDeadlineAndNotBefore() {
        Shedding shedding = new Shedding(settings(Optional.empty(), OptionalDouble.empty()));
        Frame frame = StepFixture.frame("late");
        assertThat(shedding.reason(frame, 0, NOW)).contains(ShedReason.DEADLINE);
        assertThat(shedding.reason(frame, 0, NOW.minusMillis(1))).contains(ShedReason.DEADLINE);
        assertThat(shedding.reason(frame, 0, NOW.minusMillis(2))).isEmpty();
    }

    @Test
    void aFrameIsShedWhenItIsOlderThanTheBound() {
        Shedding shedding = new Shedding(settings(Optional.of(Duration.ofSeconds(1)), OptionalDouble.empty()));
        Frame oneSecondOld = StepFixture.frame("a");
        assertThat(shedding.reason(oneSecondOld, 0, NOW)).isEmpty();
        assertThat(shedding.reason(oneSecondOld, 0, NOW.plusMillis(1))).contains(ShedReason.AGE);
    }

    @Test
    void aSourceAboveItsRateIsShedByTheTimeOfItsRecords() {
        Shedding shedding = new Shedding(settings(Optional.empty(), OptionalDouble.of(10)));
        Frame frame = StepFixture.frame("a");
        long admitted = 0;
        for (int i = 0; i < 1000; i++) if (shedding.reason(frame, i * 20L, NOW).isEmpty()) admitted++;
        // 50 frames a second for 20 seconds, 10 of them each, and a second's worth at the start.
        assertThat(admitted).isBetween(205L, 211L);
    }

    @Test
    void aRateBelowOneFrameASecondLetsFramesThrough() {
        SourceRates rates = new SourceRates(0.5);
        assertThat(rates.admits("camera", 0)).isTrue();
        assertThat(rates.admits("camera", 1_000)).isFalse();
        assertThat(rates.admits("camera", 2_000)).isTrue();
    }

    @Test
    void sourcesDoNotShareARateAndTimeDoesNotRunBackwards() {
        SourceRates rates = new SourceRates(1);
        assertThat(rates.admits("one", 5_000)).isTrue();
        assertThat(rates.admits("two", 5_000)).isTrue();
        assertThat(rates.admits("one", 4_000)).isFalse();
        assertThat(rates.admits("one", 5_000)).isFalse();
        assertThat(rates.admits("one", 6_000)).isTrue();
    }

    private static EmitSettings settings(Optional<Duration> maxAge, OptionalDouble maxRate) {
        EmitSettings s = StepFixture.settings(Duration.ofSeconds(1));
        return new EmitSettings(s.deadLetterTopic(), maxAge, maxRate, s.maxHeldBytes(), s.streams(), s.clock());
    }
}

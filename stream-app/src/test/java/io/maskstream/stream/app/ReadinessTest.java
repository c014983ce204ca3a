package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

final class ReadinessTest {

    private Instant now = Instant.EPOCH;
    private final Readiness readiness = new Readiness(() -> now);

    @Test
    void notReadyBeforeTheFirstAssignment() {
        assertThat(readiness.reason()).contains("Kafka Streams is CREATED");
        readiness.onChange(State.REBALANCING, State.CREATED);
        assertThat(readiness.reason()).contains("Kafka Streams is REBALANCING");
    }

    @Test
    void readyWhileRunningHoweverLong() {
        readiness.onChange(State.RUNNING, State.REBALANCING);
        now = now.plus(Duration.ofDays(1));
        assertThat(readiness.reason()).isEmpty();
    }

    @Test
    void aRebalanceAfterRunningIsForgivenForAMinute() {
        readiness.onChange(State.RUNNING, State.REBALANCING);
        now = now.plus(Duration.ofDays(1));
        readiness.onChange(State.REBALANCING, State.RUNNING);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(readiness.reason()).isEmpty();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(readiness.reason()).contains("Kafka Streams is REBALANCING");
    }

    @Test
    void notReadyFromTheFirstStepOfStopping() {
        readiness.onChange(State.RUNNING, State.REBALANCING);
        readiness.onChange(State.PENDING_SHUTDOWN, State.RUNNING);
        assertThat(readiness.reason()).contains("Kafka Streams is PENDING_SHUTDOWN");
    }
}

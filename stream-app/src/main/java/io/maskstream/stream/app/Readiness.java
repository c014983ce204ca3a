package io.maskstream.stream.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Whether Streams works, by the states it reports. A rebalance that follows on work is work: whoever takes part in every
 * rolling restart of its group must not be taken out of service for it. One that lasts is not. Safe for many threads.
 */
final class Readiness implements KafkaStreams.StateListener {

    static final Duration REBALANCE_GRACE = Duration.ofSeconds(60);

    private final InstantSource clock;
    private State state = State.CREATED;
    private Instant lastRunning = Instant.MIN;

    Readiness(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void onChange(State newState, State oldState) {
        if (oldState == State.RUNNING) lastRunning = clock.instant();
        state = newState;
    }

    /** Why Streams does not work; empty when it does. */
    synchronized Optional<String> reason() {
        boolean working = state == State.RUNNING
                || (state == State.REBALANCING && clock.instant().isBefore(lastRunning.plus(REBALANCE_GRACE)));
        return working ? Optional.empty() : Optional.of("Kafka Streams is " + state);
    }
}

package io.maskstream.stream.emit;

import io.maskstream.stream.batch.Outcome;
import java.time.Duration;

/** What is reported of every record. Called on StreamThreads; must return at once and never throw. */
public interface OutcomeListener {

    /** From the record's timestamp to the start of its processing. */
    void brokerWait(Duration time);

    /**
     * A record has left: its results, or its dead letter, are with the producer.
     *
     * @param sourceId empty where the record could not be read
     */
    void frame(Outcome outcome, String sourceId);

    OutcomeListener NONE = new OutcomeListener() {
        @Override
        public void brokerWait(Duration time) {}

        @Override
        public void frame(Outcome outcome, String sourceId) {}
    };
}

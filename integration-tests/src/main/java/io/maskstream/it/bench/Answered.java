package io.maskstream.it.bench;

import io.maskstream.schemas.ClassificationStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Results, by the moment at which their frames were captured. For one thread. */
final class Answered {

    private final Instant started;
    private final Map<Instant, Integer> shed = new HashMap<>();
    private int fresh;
    private OptionalLong firstLabelMillis = OptionalLong.empty();

    /** @param started of the process: what was captured since is fresh */
    Answered(Instant started) {
        this.started = started;
    }

    /** @throws IOException when a frame was classified that should have been shed */
    void add(Traffic.Answer answer) throws IOException {
        if (!answer.captured().isBefore(started)) {
            fresh++;
            if (answer.status() == ClassificationStatus.OK)
                firstLabelMillis =
                        OptionalLong.of(Math.min(firstLabelMillis.orElse(Long.MAX_VALUE), answer.appendedMillis()));
        } else if (answer.status() == ClassificationStatus.SHED) {
            shed.merge(answer.captured(), 1, Integer::sum);
        } else {
            throw new IOException("a frame of " + answer.captured() + " was not shed but has the status "
                    + answer.status() + ", in a process that was started at " + started);
        }
    }

    /** Of whatever status. */
    int fresh() {
        return fresh;
    }

    /** When the broker took the first label of a fresh frame. */
    OptionalLong firstLabelMillis() {
        return firstLabelMillis;
    }

    /** Of the old frames of that moment. */
    int shed(Instant captured) {
        return shed.getOrDefault(captured, 0);
    }
}

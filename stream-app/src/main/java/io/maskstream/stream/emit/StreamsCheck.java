package io.maskstream.stream.emit;

import java.time.Duration;
import java.util.Map;

/** Looks at the Kafka Streams that a step finds itself in. */
@FunctionalInterface
public interface StreamsCheck {

    /**
     * How long a drain may take.
     *
     * @param streamsConfig as the running application was configured
     * @throws RuntimeException when the step cannot work with it; the task does not start
     */
    Duration drainBound(Map<String, Object> streamsConfig);
}

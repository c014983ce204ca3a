package io.maskstream.stream.emit;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a classification step needs to know besides its engine and its types.
 *
 * @param deadLetterTopic must exist
 * @param frameMaxAge after which a frame is shed; empty: never
 * @param sourceMaxRate frames a second of one source in one partition; empty: not bounded
 * @param maxHeldBytes of records that are done but wait for an earlier one, in a task; a bound on memory, not on frames
 * @param streams checked when a task starts
 * @param clock for age, deadline and broker wait
 */
public record EmitSettings(
        String deadLetterTopic,
        Optional<Duration> frameMaxAge,
        OptionalDouble sourceMaxRate,
        long maxHeldBytes,
        StreamsCheck streams,
        Clock clock) {}

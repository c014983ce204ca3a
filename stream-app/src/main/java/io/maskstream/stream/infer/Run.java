package io.maskstream.stream.infer;

import java.time.Duration;
import java.time.Instant;

/**
 * One call of a model.
 *
 * @param device of the slot
 * @param startedAt time of day
 * @param startNanos the same moment on the engine's clock
 * @param inference how long the call took
 * @param batchSize images in it
 */
public record Run(String device, Instant startedAt, long startNanos, Duration inference, int batchSize) {}

package io.maskstream.stream.lifecycle;

import java.time.Instant;

/**
 * A version that cannot serve.
 *
 * @param step in which it failed
 * @param reason what is wrong and what to do, for a person
 */
public record RejectedVersion(String version, LifecycleStep step, String reason, Instant at) {}

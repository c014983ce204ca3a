/**
 * What a pipeline counts and times, in the embedding program's Micrometer registry.
 *
 * <p>In: calls from every thread of the pipeline. Out: the meters of docs/metrics.md, all declared in {@code MeterId}.
 * Failure: none reaches the caller; a meter that a registry refuses is missing there and nowhere else.
 */
@NullMarked
package io.maskstream.stream.metrics;

import org.jspecify.annotations.NullMarked;

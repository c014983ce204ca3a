/**
 * Which model version serves, and how another one takes over while the pipeline runs.
 *
 * <p>In: a folder of versions, looked at every {@code model.poll.interval}. Out: models that were verified, loaded, warmed
 * and checked, installed into the {@link io.maskstream.stream.batch.Engine}; a {@link
 * io.maskstream.stream.lifecycle.ModelState} to read. Threads: the first version is brought up by the caller, all others
 * by {@code maskstream-model-watcher}. Failure of a version: it is rejected with its reason and the one before goes on
 * serving; when none can serve at start, {@link io.maskstream.stream.lifecycle.ModelUnavailableException}.
 */
@NullMarked
package io.maskstream.stream.lifecycle;

import org.jspecify.annotations.NullMarked;

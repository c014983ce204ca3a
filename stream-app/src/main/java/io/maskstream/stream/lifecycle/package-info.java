/**
 * Which model version serves, and how another one takes over while the pipeline runs.
 *
 * <p>In: a folder of versions, looked at every {@code model.poll.interval}. Out: models that were verified, loaded, warmed
 * and checked, installed into the {@link io.maskstream.stream.batch.Engine}; a {@link
 * io.maskstream.stream.lifecycle.ModelState} to read. Threads: the caller waits for the first version, {@code
 * maskstream-model-watcher} for all others; each step runs on a thread of its own, {@code maskstream-model-STEP}, so that one
 * that hangs can be given up. Failure of a version: it is rejected with its reason and the one before goes on
 * serving; when none can serve at start, {@link io.maskstream.stream.lifecycle.ModelUnavailableException}.
 */
@NullMarked
package io.maskstream.stream.lifecycle;

import org.jspecify.annotations.NullMarked;

/**
 * Commit: nothing is committed before what was in flight has left.
 *
 * <p>In: a task's drain action, its dead letters, actions that have to run as an earlier record. Out: Streams calls the
 * drain before it reads a task's offsets, whatever leads to a commit. Runs on the StreamThread that owns the task. Failure:
 * {@link io.maskstream.stream.commit.UnsupportedStreamsException} at start, when this is not the Kafka Streams whose
 * internals were tested; what the drain throws stops the commit.
 */
@NullMarked
package io.maskstream.stream.commit;

import org.jspecify.annotations.NullMarked;

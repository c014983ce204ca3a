/**
 * Emit: results and dead letters leave in the order of their partition.
 *
 * <p>In: the records of one task, as Kafka Streams gives them to {@code process()}. Out: for each record its results through
 * {@code forward}, or one dead letter through the task's own producer, each under the record's own context. All of it runs on
 * the StreamThread that owns the task: in {@code process()}, in a punctuator and in the drain before every commit. Failure of a
 * record is a dead letter; a broken engine, a late drain or a failing producer ends the task, so that its records are read again.
 */
@NullMarked
package io.maskstream.stream.emit;

import org.jspecify.annotations.NullMarked;

/**
 * Batches to logits, one worker thread a device slot, each with its own predictor.
 *
 * <p>In: batches, pulled from a {@link io.maskstream.stream.infer.BatchSource}. Out: every {@link
 * io.maskstream.stream.infer.InferenceJob} of a batch ends once: classified, rejected or dropped. Threads: the workers and
 * one watchdog, all daemons. Failure of one image: it is rejected after a control sample passed. Failure of the model or
 * device: {@link io.maskstream.stream.infer.InferenceEvents#failed}, once; the jobs of the failing batch are dropped. Knows
 * neither lanes nor tickets.
 */
@NullMarked
package io.maskstream.stream.infer;

import org.jspecify.annotations.NullMarked;

/**
 * One image through the model in a JVM of its own, which may die of it.
 *
 * <p>In: a model's name and hash, then pixels, one image at a time. Out: an {@link
 * io.maskstream.stream.quarantine.Examination} each. Threads: an {@link io.maskstream.stream.quarantine.Examiner} belongs to
 * one; a child that it has started is read by a daemon thread {@code maskstream-child}. Failure: a child that cannot be
 * started, or does not answer as it must, is {@link io.maskstream.stream.quarantine.ExaminerUnavailableException} or {@link
 * io.maskstream.stream.quarantine.Examination.Lost}; no image is blamed for it. A child ends with its parent, whatever it
 * is doing.
 */
@NullMarked
package io.maskstream.stream.quarantine;

import org.jspecify.annotations.NullMarked;

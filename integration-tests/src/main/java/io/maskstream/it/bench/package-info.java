/**
 * What the pipeline costs and how long a frame takes, beside others that do the same. Started by the script {@code
 * integration-tests/bench}.
 *
 * <p>In: a model and frames; where none are given, the shipped model, networks with seeded weights and a seeded camera. Out: a
 * table or one JSON object, and charts. Each {@link io.maskstream.it.bench.Measure} asks the {@link
 * io.maskstream.it.bench.Lab} for sides, processes that classify when they are told to, and lets them run in turns; one thread
 * drives all of it. The laboratory owns the broker and every process. A figure that cannot be taken is an exception or null,
 * never a zero: a measure that fails is named, the others go on, and the program's exit code is 1.
 */
@NullMarked
package io.maskstream.it.bench;

import org.jspecify.annotations.NullMarked;

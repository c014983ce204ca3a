/**
 * JMH benchmarks of the hot pieces, one class a piece; run by {@code integration-tests/jmh}, never by the build.
 *
 * <p>In: seeded frames. Out: JMH's table, time a frame. Each benchmark runs on JMH's thread, the engine's also on the engine's
 * own. Failure: a piece that rejects its frame ends the run.
 */
@NullMarked
package io.maskstream.it.jmh;

import org.jspecify.annotations.NullMarked;

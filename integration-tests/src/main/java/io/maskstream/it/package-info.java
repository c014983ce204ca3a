/**
 * The pipeline from outside: the distribution's program as a child process, and its topics on a real broker. Shared by the
 * integration tests and the benchmark.
 *
 * <p>In: settings. Out: a running process and what it logged. Whoever starts one closes it; a process that dies early is
 * an exception with the end of its log.
 */
@NullMarked
package io.maskstream.it;

import org.jspecify.annotations.NullMarked;

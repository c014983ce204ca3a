/**
 * Training and inference in Java timed against PyTorch in Python.
 *
 * <p>In: two processes with the same networks, one intra-op thread and the same malloc settings each. Out: images per
 * CPU-second of both and their ratios. The driver's main thread asks one process at a time, the other waits. Failure: a side
 * that dies ends the program with its last words. Door: {@link io.maskstream.it.peers.Speed}, started by {@code
 * integration-tests/peers/speed}.
 */
@NullMarked
package io.maskstream.it.peers;

import org.jspecify.annotations.NullMarked;

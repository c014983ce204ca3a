/**
 * The guarantees, proven on a real broker with processes that are killed: one class a guarantee. The long form of the fault
 * tests is {@code mvn -B verify -Dmaskstream.kills=20 -Dmaskstream.faults=all}, of a night {@code -Dmaskstream.kills=200}.
 *
 * <p>In: the distribution and one broker for all tests, a process or a container ({@link TestBroker}). A frame knows what must become of it ({@link Frames}), a load
 * remembers where each frame was written ({@link Load}), results are read back ({@link Results}), and the audit
 * compares the two ({@link Audit}).
 */
@NullMarked
package io.maskstream.it;

import org.jspecify.annotations.NullMarked;

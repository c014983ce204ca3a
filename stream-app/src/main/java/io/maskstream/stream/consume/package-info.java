/**
 * Consume: a raw Kafka record becomes a frame.
 *
 * <p>In: the undecoded bytes of a record with its topic, key, headers and timestamp. Out: a {@link
 * io.maskstream.stream.Frame}, or a {@link io.maskstream.model.Rejection} of stage DESERIALIZE: a value, never an
 * exception. Runs on the StreamThread; one reader serves all of them. Failure: only a schema registry that does not answer
 * throws, as no record is to blame for it.
 */
@NullMarked
package io.maskstream.stream.consume;

import org.jspecify.annotations.NullMarked;

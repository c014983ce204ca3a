package io.maskstream.stream;

import io.maskstream.schemas.Classification;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Makes the output value from the user's record and one classification; called once for each region of a frame, in
 * order, on the StreamThread. An exception makes the record a dead letter (stage POSTPROCESS, reason MAPPER_FAILED)
 * and none of its results leaves.
 */
@FunctionalInterface
public interface ResultMapper<K, V, R> {

    R map(FixedKeyRecord<K, V> record, Classification classification);
}

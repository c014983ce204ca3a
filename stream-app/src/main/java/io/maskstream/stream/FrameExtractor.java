package io.maskstream.stream;

import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Says where the image, its source and its time are in a record of the user's own type. Called on the StreamThread;
 * an exception makes the record a dead letter (stage DESERIALIZE, reason EXTRACTOR_FAILED).
 */
@FunctionalInterface
public interface FrameExtractor<K, V> {

    Frame extract(FixedKeyRecord<K, V> record);
}

package io.maskstream.stream.consume;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A record as Kafka delivers it. The arrays are not copied.
 *
 * @param topic that it was read from
 * @param key empty when the record has none
 * @param value empty when it is null (a tombstone)
 * @param headers of the record
 * @param timestamp of the record, milliseconds precise
 */
public record RawRecord(
        String topic, Optional<byte[]> key, Optional<byte[]> value, Headers headers, Instant timestamp) {}

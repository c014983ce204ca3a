package io.maskstream.stream.emit;

import io.maskstream.stream.commit.DrainStore;
import io.maskstream.stream.consume.FrameReader;
import io.maskstream.stream.consume.RawRecord;
import io.maskstream.stream.consume.ReadResult;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** From a record of the topology to a frame. Used by many StreamThreads; keeps no record. */
@FunctionalInterface
public interface RecordReader<K, V> {

    ReadResult read(FixedKeyRecord<K, V> record, DrainStore.Origin origin);

    /** Of undecoded values, whatever the key's type: the reader sees the raw key. */
    static <K> RecordReader<K, byte[]> raw(FrameReader reader) {
        return (record, origin) -> reader.read(new RawRecord(
                origin.topic().orElse(""),
                origin.rawKey(),
                Optional.ofNullable(record.value()),
                record.headers(),
                Instant.ofEpochMilli(record.timestamp())));
    }
}

package io.maskstream.stream.consume;

/** Reads raw records as frames. Implementations are safe for many threads and keep no record. */
@FunctionalInterface
public interface FrameReader {

    /**
     * The frame shares the record's bytes where it can: they must not change until its result has left.
     *
     * @throws io.maskstream.schemas.SchemaRegistryUnavailableException when a writer's schema has to be fetched and the
     *     registry does not answer; the record is not to blame and must be read again
     */
    ReadResult read(RawRecord record);

    /**
     * The reader that the settings describe.
     *
     * @throws IllegalArgumentException when the settings cannot work: the message names the key, the value, the remedy
     */
    static FrameReader of(FrameReaderSettings settings) {
        if (settings instanceof FrameReaderSettings.ImageFrames avro) return AvroFrames.of(avro);
        if (settings instanceof FrameReaderSettings.Bytes bytes) return new BytesFrames(bytes.sourceHeader());
        return ForeignAvroFrames.of((FrameReaderSettings.ForeignAvro) settings);
    }
}

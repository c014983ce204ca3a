package io.maskstream.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.NullMarked;

/**
 * How records become bytes, and back. Implementations are immutable or guard themselves: safe for many threads.
 *
 * <p>The bytes may come from anybody. Whatever they are, {@link #decode} returns a record or throws a {@link
 * WireFormatException}; it never allocates more than the bytes that are there can justify.
 *
 * @param <T> the record
 */
@NullMarked
public interface WireFormat<T> {

    /**
     * A new array, owned by the caller.
     *
     * @throws WireFormatException of kind NOT_ENCODABLE when a field without default is not set
     */
    byte[] encode(T record);

    /**
     * The record that the whole array holds; bytes after it are malformed too. The record does not share the array.
     *
     * @throws WireFormatException of kind MALFORMED or UNKNOWN_SCHEMA
     * @throws SchemaRegistryUnavailableException when the writer's schema is to be asked for and nobody answers; no
     *     record is to blame. Only formats that use a registry.
     */
    T decode(byte[] bytes);

    /**
     * Avro's single-object encoding: 0xC3 0x01, the little-endian CRC-64-AVRO fingerprint of the writer's schema, the
     * record. Reads every version of the record that this library has known.
     *
     * @param type one of the contract's generated records
     */
    static <T extends SpecificRecordBase> WireFormat<T> singleObject(Class<T> type) {
        return singleObject(type, List.of());
    }

    /**
     * As {@link #singleObject(Class)}, and reads records of further writer schemas: those of producers that are newer
     * than this library.
     */
    static <T extends SpecificRecordBase> WireFormat<T> singleObject(Class<T> type, List<Schema> furtherWriters) {
        return SingleObjectFormat.of(type, furtherWriters);
    }

    /** Single-object encoding with a schema of somebody else's. */
    static WireFormat<GenericRecord> singleObject(Schema schema) {
        return SingleObjectFormat.of(schema);
    }

    /** Avro's plain binary encoding, no header: writer and reader have the schema from elsewhere. */
    static WireFormat<GenericRecord> binary(Schema schema) {
        return new BinaryFormat(schema);
    }
}

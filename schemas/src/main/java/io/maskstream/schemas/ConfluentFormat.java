package io.maskstream.schemas;

import static io.maskstream.schemas.WireFormatException.Kind.MALFORMED;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.jspecify.annotations.NullMarked;

/** Confluent's format: 0x00, the writer schema's id, the record. Safe for many threads. */
@NullMarked
final class ConfluentFormat<T extends GenericContainer> implements WireFormat<T> {

    private static final int HEADER_BYTES = 5;

    /** What this library expects of a record: the schema to read it as, and the text of it that is registered. */
    record Contract(Schema readAs, Schema publishAs) {}

    private final RegistryClient client;
    private final String subject;
    private final GenericData model;
    private final Optional<Contract> contract;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    /** @param contract empty: records are read and written with their writer's schema, whatever it is */
    ConfluentFormat(RegistryClient client, String subject, GenericData model, Optional<Contract> contract) {
        this.client = client;
        this.subject = subject;
        this.model = model;
        this.contract = contract;
    }

    @Override
    @SuppressWarnings("unchecked") // Avro's models create untyped writers; the schema is the record's own.
    public byte[] encode(T record) {
        Schema schema = record.getSchema();
        int id = client.idOf(subject, contract.map(Contract::publishAs).orElse(schema));
        byte[] header =
                ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(id).array();
        return RecordBytes.write((DatumWriter<T>) model.createDatumWriter(schema), header, record);
    }

    @Override
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != 0)
            throw new WireFormatException(
                    MALFORMED,
                    bytes.length > 1 && (bytes[0] & 0xff) == 0xC3 && bytes[1] == 1
                            ? "is Avro single-object encoding (c3 01), but schema.registry.url is set: unset it, or let"
                                    + " the producers use the registry"
                            : "not a schema registry's format: must start with 00 and a four-byte id, has "
                                    + bytes.length + " bytes");
        return RecordBytes.read(reader(ByteBuffer.wrap(bytes).getInt(1)), bytes, HEADER_BYTES);
    }

    @SuppressWarnings("unchecked") // As in encode: the reader makes what the schema says.
    private DatumReader<T> reader(int id) {
        DatumReader<T> known = readers.get(id);
        if (known != null) return known;
        Schema writer = client.schema(id);
        DatumReader<T> reader =
                model.createDatumReader(writer, contract.map(Contract::readAs).orElse(writer));
        readers.putIfAbsent(id, reader);
        return reader;
    }
}

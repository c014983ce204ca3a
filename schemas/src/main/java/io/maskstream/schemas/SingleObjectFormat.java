package io.maskstream.schemas;

import static io.maskstream.schemas.WireFormatException.Kind.MALFORMED;
import static io.maskstream.schemas.WireFormatException.Kind.UNKNOWN_SCHEMA;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.NullMarked;

/** Avro's single-object encoding. Safe for many threads; one reader is kept for each writer schema that was met. */
@NullMarked
final class SingleObjectFormat<T> implements WireFormat<T> {

    private static final int FINGERPRINT_AT = 2;
    private static final int HEADER_BYTES = 10;

    private final GenericData model;
    private final Schema schema;
    private final SchemaStore writers;
    private final byte[] header;
    private final DatumWriter<T> writer;
    private final Map<Long, DatumReader<T>> readers = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked") // Avro's models create untyped writers; the schema is that of T.
    private SingleObjectFormat(GenericData model, Schema schema, SchemaStore writers) {
        this.model = model;
        this.schema = schema;
        this.writers = writers;
        this.header = header(schema);
        this.writer = model.createDatumWriter(schema);
    }

    /** The marker, and the fingerprint of the schema's canonical form (Avro specification, single-object encoding). */
    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    static <T extends SpecificRecordBase> SingleObjectFormat<T> of(Class<T> type, List<Schema> furtherWriters) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        SchemaStore.Cache writers = new SchemaStore.Cache();
        furtherWriters.forEach(writers::addSchema);
        SchemaVersions.of(type).forEach(writers::addSchema);
        writers.addSchema(schema);
        return new SingleObjectFormat<>(model, schema, writers);
    }

    static SingleObjectFormat<GenericRecord> of(Schema schema) {
        SchemaStore.Cache writers = new SchemaStore.Cache();
        writers.addSchema(schema);
        return new SingleObjectFormat<>(new GenericData(), schema, writers);
    }

    @Override
    public byte[] encode(T record) {
        return RecordBytes.write(writer, header, record);
    }

    @Override
    public T decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || (bytes[0] & 0xff) != 0xC3 || bytes[1] != 0x01)
            throw new WireFormatException(MALFORMED, describeStart(bytes));
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(FINGERPRINT_AT);
        return RecordBytes.read(reader(fingerprint), bytes, HEADER_BYTES);
    }

    private DatumReader<T> reader(long fingerprint) {
        DatumReader<T> known = readers.get(fingerprint);
        if (known != null) return known;
        Schema writer = writers.findByFingerprint(fingerprint);
        if (writer == null)
            throw new WireFormatException(
                    UNKNOWN_SCHEMA,
                    String.format(
                            "writer schema with fingerprint %016x is not known; it is not a version of %s known here",
                            fingerprint, schema.getFullName()));
        return readers.computeIfAbsent(fingerprint, f -> reader(writer));
    }

    @SuppressWarnings("unchecked") // Avro's models create untyped readers; the schema is that of T.
    private DatumReader<T> reader(Schema writer) {
        return model.createDatumReader(writer, schema);
    }

    private static String describeStart(byte[] bytes) {
        if (bytes.length >= 5 && bytes[0] == 0)
            return "starts with 0x00, which is a schema registry's format: set schema.registry.url to read it";
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(2, bytes.length); i++) start.append(String.format(" %02x", bytes[i]));
        return "not Avro single-object encoding: must start with c3 01 and have " + HEADER_BYTES + " bytes, starts with"
                + start + " and has " + bytes.length;
    }
}

package io.maskstream.schemas;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.NullMarked;

/** Plain Avro binary. Immutable. */
@NullMarked
final class BinaryFormat implements WireFormat<GenericRecord> {

    private static final byte[] NO_HEADER = {};

    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;

    BinaryFormat(Schema schema) {
        // A model of its own: no conversion that the application registered globally changes what a field is.
        GenericData model = new GenericData();
        this.reader = new GenericDatumReader<>(schema, schema, model);
        this.writer = new GenericDatumWriter<>(schema, model);
    }

    @Override
    public byte[] encode(GenericRecord record) {
        return RecordBytes.write(writer, NO_HEADER, record);
    }

    @Override
    public GenericRecord decode(byte[] bytes) {
        return RecordBytes.read(reader, bytes, 0);
    }
}

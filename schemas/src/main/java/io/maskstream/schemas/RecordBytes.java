package io.maskstream.schemas;

import static io.maskstream.schemas.WireFormatException.Kind.MALFORMED;
import static io.maskstream.schemas.WireFormatException.Kind.NOT_ENCODABLE;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.NullMarked;

/** A record's Avro binary after whatever header there is. Stateless; any thread. */
@NullMarked
final class RecordBytes {

    private static final int USUAL_BYTES = 512;

    // A direct encoder would call a synchronized method for every byte; the usual buffer is larger than most results.
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(USUAL_BYTES);

    private RecordBytes() {}

    /**
     * Reads one record that ends where the array ends.
     *
     * <p>The decoder stands on the array itself, not on a stream: only then does Avro know how many bytes remain and
     * refuses lengths and counts beyond them before it allocates. (BinaryMessageDecoder reads a stream: 20 bytes that
     * declare 2 GB make it allocate 2 GB.)
     */
    static <T> T read(DatumReader<T> reader, byte[] bytes, int offset) {
        T record;
        boolean trailing;
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
            record = reader.read(null, decoder);
            trailing = !decoder.isEnd();
        } catch (EOFException e) {
            throw new WireFormatException(
                    MALFORMED, "the record ends early: " + bytes.length + " bytes do not hold what it declares", e);
        } catch (IOException | RuntimeException e) {
            throw new WireFormatException(MALFORMED, "not a record of its schema: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new WireFormatException(MALFORMED, "nested too deep for this thread's stack", e);
        }
        if (trailing)
            throw new WireFormatException(MALFORMED, "bytes follow the record, which must be all " + bytes.length);
        return record;
    }

    static <T> byte[] write(DatumWriter<T> writer, byte[] header, T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        out.writeBytes(header);
        try {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw notEncodable(e);
        }
        return out.toByteArray();
    }

    static WireFormatException notEncodable(Exception e) {
        return new WireFormatException(NOT_ENCODABLE, "a field is not set or of the wrong type: " + e.getMessage(), e);
    }
}

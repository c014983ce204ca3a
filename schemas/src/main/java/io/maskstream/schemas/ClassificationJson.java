package io.maskstream.schemas;

import static io.maskstream.schemas.WireFormatException.Kind.MALFORMED;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.NullMarked;

/**
 * A {@link Classification} as one plain JSON object, UTF-8, on one line.
 *
 * <p>The names are the Avro schema's (snake_case), in its order, all of them always there: what is not set is null.
 * Moments are ISO-8601 in UTC with up to six decimals ({@code "2026-01-31T12:00:00.000250Z"}), durations are integers in
 * microseconds, enums are their names. Reading takes missing fields as their defaults and ignores unknown ones. Safe for
 * many threads.
 */
@NullMarked
public final class ClassificationJson implements WireFormat<Classification> {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final SpecificData model = SpecificData.getForClass(Classification.class);

    @Override
    public byte[] encode(Classification record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            RecordJson.write(json, record);
        } catch (IOException | RuntimeException e) {
            throw RecordBytes.notEncodable(e);
        }
        return out.toByteArray();
    }

    @Override
    public Classification decode(byte[] bytes) {
        try {
            JsonNode json = READER.readTree(bytes);
            return (Classification) RecordJson.readRecord(json, Classification.getClassSchema(), model);
        } catch (IOException | RuntimeException e) {
            throw new WireFormatException(MALFORMED, "not a classification in JSON: " + e.getMessage(), e);
        }
    }
}

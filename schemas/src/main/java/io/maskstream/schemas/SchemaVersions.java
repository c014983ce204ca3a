package io.maskstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.NullMarked;

/** Every published version of the contract's schemas, from 1 on: resources {@code versions/NAME.vN.avsc}. */
@NullMarked
final class SchemaVersions {

    private SchemaVersions() {}

    /** In order; the last is today's. */
    static List<Schema> of(Class<?> type) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream in = SchemaVersions.class.getResourceAsStream(resource(type, version))) {
                if (in == null) return List.copyOf(versions);
                versions.add(new SchemaParser().parse(in).mainSchema());
            } catch (IOException e) {
                throw new UncheckedIOException(resource(type, version), e);
            }
        }
    }

    private static String resource(Class<?> type, int version) {
        return "versions/" + type.getSimpleName() + ".v" + version + ".avsc";
    }
}

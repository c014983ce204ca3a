package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files were written once, by their version, and are never regenerated: topics out there hold such bytes. */
@NullMarked
class GoldenBytesTest {

    static Stream<Arguments> today() {
        return Examples.today().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> everyVersion() {
        return Stream.concat(
                today(), Examples.older().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue())));
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void readsTheBytesOfEveryVersion(String name, SpecificRecordBase expected) {
        assertThat(format(expected).decode(golden(name))).isEqualTo(expected);
    }

    /** Whoever adds a field moves the version before to the older ones and writes golden files of the new one. */
    @ParameterizedTest
    @MethodSource("today")
    void writesTheBytesOfTheNewestVersion(String name, SpecificRecordBase record) {
        assertThat(HexFormat.of().formatHex(format(record).encode(record)))
                .isEqualTo(HexFormat.of().formatHex(golden(name)));
    }

    @Test
    void fullExamplesSetEveryFieldToSomethingElseThanItsDefault() {
        for (SpecificRecordBase record : new SpecificRecordBase[] {
            Examples.fullFrame(), Examples.fullClassification(), Examples.fullAnnouncement()
        })
            for (Schema.Field field : record.getSchema().getFields())
                if (field.hasDefaultValue())
                    assertThat(record.get(field.pos()))
                            .as(field.name())
                            .isNotEqualTo(record.getSpecificData().getDefaultValue(field));
    }

    @SuppressWarnings("unchecked") // The format of the record's own class.
    private static WireFormat<SpecificRecordBase> format(SpecificRecordBase record) {
        return (WireFormat<SpecificRecordBase>) WireFormat.singleObject(record.getClass());
    }

    private static byte[] golden(String name) {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("golden/" + name + ".hex")) {
            if (in == null) throw new AssertionError("no golden/" + name + ".hex");
            return HexFormat.of()
                    .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.maskstream.stream.config;

import io.maskstream.stream.consume.FrameReaderSettings;
import io.maskstream.stream.consume.FrameReaderSettings.Bytes;
import io.maskstream.stream.consume.FrameReaderSettings.ForeignAvro;
import io.maskstream.stream.consume.FrameReaderSettings.ImageFrames;
import io.maskstream.stream.consume.FrameReaderSettings.Paths;
import io.maskstream.stream.consume.FrameReaderSettings.SchemaSource;
import java.net.URI;
import java.util.Optional;

/** From the input's keys to the reader's settings. */
final class InputSettings {

    private InputSettings() {}

    /** The cross-checks have passed: what the format needs is there. */
    static FrameReaderSettings of(Values values) {
        Optional<String> registry = values.optional(Keys.SCHEMA_REGISTRY_URL).map(URI::toString);
        return switch (values.of(Keys.INPUT_FORMAT)) {
            case IMAGEFRAME -> new ImageFrames(registry);
            case BYTES -> new Bytes(values.optional(Keys.INPUT_BYTES_SOURCE_HEADER));
            case AVRO ->
                new ForeignAvro(
                        new Paths(
                                values.of(Keys.INPUT_AVRO_CONTENT),
                                values.of(Keys.INPUT_AVRO_SOURCE),
                                values.optional(Keys.INPUT_AVRO_TIME)),
                        values.optional(Keys.INPUT_AVRO_SCHEMA)
                                .<SchemaSource>map(
                                        avsc -> new SchemaSource.File(avsc, values.of(Keys.INPUT_AVRO_ENCODING)))
                                .orElseGet(() -> new SchemaSource.Registry(registry.orElseThrow())));
        };
    }
}

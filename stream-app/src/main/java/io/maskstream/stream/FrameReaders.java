package io.maskstream.stream;

import io.maskstream.stream.config.AvroEncoding;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.consume.FrameReader;
import io.maskstream.stream.consume.FrameReaderSettings;
import io.maskstream.stream.consume.FrameReaderSettings.Encoding;
import io.maskstream.stream.consume.FrameReaderSettings.SchemaSource;

/** The reader that {@code input.format} and its keys ask for. */
final class FrameReaders {

    private FrameReaders() {}

    static FrameReader of(PipelineConfig config) {
        return FrameReader.of(
                switch (config.inputFormat()) {
                    case IMAGEFRAME -> new FrameReaderSettings.ImageFrames(config.schemaRegistryUrl());
                    case BYTES -> new FrameReaderSettings.Bytes(config.inputBytesSourceHeader());
                    case AVRO ->
                        new FrameReaderSettings.ForeignAvro(
                                new FrameReaderSettings.Paths(
                                        config.inputAvroContent().orElseThrow(),
                                        config.inputAvroSource().orElseThrow(),
                                        config.inputAvroTime()),
                                schema(config));
                });
    }

    private static SchemaSource schema(PipelineConfig config) {
        return config.inputAvroSchema()
                .<SchemaSource>map(file -> new SchemaSource.File(
                        file,
                        config.inputAvroEncoding() == AvroEncoding.SINGLE_OBJECT
                                ? Encoding.SINGLE_OBJECT
                                : Encoding.BINARY))
                .orElseGet(() ->
                        new SchemaSource.Registry(config.schemaRegistryUrl().orElseThrow()));
    }
}

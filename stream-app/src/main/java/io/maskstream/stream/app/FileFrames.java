package io.maskstream.stream.app;

import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Makes records of image files, as a camera would. For one thread. */
final class FileFrames {

    private final String topic;
    private final String source;
    private final InstantSource clock;
    private final Serializer<ImageFrame> serializer = FrameSerde.singleObject().serializer();

    FileFrames(String topic, String source, InstantSource clock) {
        this.topic = topic;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The encoding is left to the reader, who goes by the first bytes: a file's name says little.
     *
     * @param number running; becomes the frame's id
     */
    ProducerRecord<byte[], byte[]> record(Path file, long number) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        ImageFrame frame = ImageFrame.newBuilder()
                .setFrameId(Long.toString(number))
                .setSourceId(source)
                .setCaptureTime(clock.instant())
                .setContent(ByteBuffer.wrap(content))
                .setAttributes(Map.of("file", file.toString()))
                .build();
        return new ProducerRecord<>(topic, source.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, frame));
    }
}

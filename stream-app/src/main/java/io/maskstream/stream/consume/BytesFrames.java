package io.maskstream.stream.consume;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.stream.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * {@code input.format=bytes}: the value is the encoded image, told by its first bytes. Its source is named by a header
 * or by the key; a record without key belongs to a source named as its topic. Captured at the record's timestamp.
 */
final class BytesFrames implements FrameReader {

    private final Optional<String> sourceHeader;

    BytesFrames(Optional<String> sourceHeader) {
        this.sourceHeader = sourceHeader;
    }

    @Override
    public ReadResult read(RawRecord record) {
        if (record.value().isEmpty()) return ReadResult.Rejected.nullValue();
        Optional<byte[]> source = sourceHeader.isPresent() ? header(record, sourceHeader.get()) : record.key();
        if (source.isEmpty() && sourceHeader.isPresent())
            return ReadResult.Rejected.invalid("header " + sourceHeader.get()
                    + " is missing; input.bytes.source.header says that it names the source");
        if (!CaptureTime.isRepresentable(record.timestamp()))
            return ReadResult.Rejected.invalid("the record's timestamp " + record.timestamp() + " is out of range");
        String sourceId;
        try {
            sourceId = source.isEmpty() ? record.topic() : utf8(source.get());
        } catch (CharacterCodingException e) {
            return ReadResult.Rejected.invalid(sourceHeader
                            .map(name -> "header " + name)
                            .orElse("the key") + " names the source and is not UTF-8"
                    + sourceHeader.map(name -> "").orElse("; input.bytes.source.header can name a header instead"));
        }
        if (sourceId.isEmpty())
            return ReadResult.Rejected.invalid(
                    sourceHeader.map(name -> "header " + name).orElse("the key") + " names the source and is empty");
        EncodedImage image = EncodedImage.of(ByteBuffer.wrap(record.value().get()));
        return new ReadResult.Read(
                Frame.builder(sourceId, record.timestamp(), image).build());
    }

    private static Optional<byte[]> header(RawRecord record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(Header::value);
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}

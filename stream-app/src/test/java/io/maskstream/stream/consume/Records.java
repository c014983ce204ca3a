package io.maskstream.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import io.maskstream.stream.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Raw records, and what readers made of them. */
@NullMarked
final class Records {

    static final Instant TIMESTAMP = Instant.parse("2026-01-31T12:00:00.123Z");
    static final byte[] IMAGE = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};

    private Records() {}

    static RawRecord of(byte @Nullable [] value) {
        return of("cam-1".getBytes(StandardCharsets.UTF_8), value);
    }

    static RawRecord of(byte @Nullable [] key, byte @Nullable [] value) {
        return new RawRecord(
                "frames", Optional.ofNullable(key), Optional.ofNullable(value), new RecordHeaders(), TIMESTAMP);
    }

    static Frame frame(ReadResult result) {
        assertThat(result).isInstanceOf(ReadResult.Read.class);
        return ((ReadResult.Read) result).frame();
    }

    static Rejection rejection(ReadResult result) {
        assertThat(result).isInstanceOf(ReadResult.Rejected.class);
        return ((ReadResult.Rejected) result).rejection();
    }

    static byte[] content(Frame frame) {
        ByteBuffer content = frame.image().content();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}

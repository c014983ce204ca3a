package io.maskstream.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.stream.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BytesFramesTest {

    private final FrameReader byKey = FrameReader.of(new FrameReaderSettings.Bytes(Optional.empty()));
    private final FrameReader byHeader = FrameReader.of(new FrameReaderSettings.Bytes(Optional.of("camera")));

    @Test
    void theValueIsTheImageTheKeyItsSourceTheTimestampItsTime() {
        Frame frame = Records.frame(byKey.read(Records.of(Records.IMAGE)));

        assertThat(Records.content(frame)).isEqualTo(Records.IMAGE);
        assertThat(frame.image().declared()).isEqualTo(ImageEncoding.UNKNOWN);
        assertThat(frame.sourceId()).isEqualTo("cam-1");
        assertThat(frame.captureTime()).isEqualTo(Records.TIMESTAMP);
        assertThat(frame.frameId()).isEmpty();
    }

    @Test
    void aHeaderCanNameTheSource() {
        RawRecord record = Records.of(Records.IMAGE);
        record.headers().add("camera", "Zürich-3".getBytes(StandardCharsets.UTF_8));

        assertThat(Records.frame(byHeader.read(record)).sourceId()).isEqualTo("Zürich-3");
    }

    @Test
    void aRecordWithoutKeyIsAFrameOfASourceNamedAsItsTopic() {
        assertThat(Records.frame(byKey.read(Records.of(null, Records.IMAGE))).sourceId())
                .isEqualTo("frames");
    }

    @Test
    void aMissingHeaderIsInvalidAndNamed() {
        assertInvalid(byHeader.read(Records.of(Records.IMAGE)), "header camera is missing");
    }

    @Test
    void aSourceThatIsNoTextOrEmptyIsInvalid() {
        assertInvalid(byKey.read(Records.of(new byte[] {(byte) 0xC3, 0x28}, Records.IMAGE)), "not UTF-8");
        assertInvalid(byKey.read(Records.of(new byte[0], Records.IMAGE)), "is empty");
    }

    @Test
    void aTimestampThatAResultCannotCarryIsInvalid() {
        RawRecord record = new RawRecord(
                "frames",
                Optional.empty(),
                Optional.of(Records.IMAGE),
                new RecordHeaders(),
                Instant.ofEpochMilli(Long.MAX_VALUE));

        assertInvalid(byKey.read(record), "out of range");
    }

    @Test
    void aNullValueIsRejected() {
        assertThat(Records.rejection(byKey.read(Records.of(null))).reason()).isEqualTo(RejectionReason.NULL_VALUE);
    }

    private static void assertInvalid(ReadResult result, String message) {
        Rejection rejection = Records.rejection(result);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FRAME);
        assertThat(rejection.message()).contains(message);
    }
}

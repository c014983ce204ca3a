package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.stream.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PendingTest {

    private static final int OVERHEAD = 512;

    @Test
    void holdsTheLargestOfRecordValueAndContent() {
        Frame frame = Frame.builder("camera", Instant.EPOCH, EncodedImage.of(ByteBuffer.allocate(300)))
                .build();

        assertThat(Pending.heldBytes(1000, "decoded", Optional.of(frame))).isEqualTo(OVERHEAD + 1000);
        assertThat(Pending.heldBytes(0, "decoded", Optional.of(frame))).isEqualTo(OVERHEAD + 300);
    }

    /** Kafka Streams 4.0 does not keep the bytes of a record. */
    @Test
    void countsARefusedRecordWhoseRawBytesAreNotKept() {
        assertThat(Pending.heldBytes(0, new byte[10_000], Optional.empty())).isEqualTo(OVERHEAD + 10_000);
        assertThat(Pending.heldBytes(0, null, Optional.empty())).isEqualTo(OVERHEAD);
    }
}

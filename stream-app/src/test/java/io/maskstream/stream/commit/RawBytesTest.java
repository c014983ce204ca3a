package io.maskstream.stream.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RawBytesTest {

    @Test
    void areKeptFromKafkaStreams41On() {
        assertThat(RawBytes.areKept())
                .isEqualTo(!StreamsVersion.running().version().startsWith("4.0."));
    }

    @Test
    void aKeyThatIsNotKeptIsWhatItsSerdeMakesOfIt() {
        assertThat(RawBytes.serialized("gate")).hasValue("gate".getBytes(UTF_8));
        assertThat(RawBytes.serialized(7L)).hasValue(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
        byte[] bytes = {1, 2};
        assertThat(RawBytes.serialized(bytes)).hasValue(bytes);
        assertThat(RawBytes.serialized(null)).isEmpty();
        assertThat(RawBytes.serialized(List.of("of a type that Kafka has no serde for")))
                .isEmpty();
    }
}

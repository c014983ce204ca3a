package io.maskstream.stream.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsVersionTest {

    @Test
    void theVersionOnTheClassPathIsATestedOne() {
        assertThat(StreamsVersion.running().version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThatCode(() -> StreamsVersion.running().requireTested()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.4.0", "4.30.1", "14.3.1", "unknown"})
    void anotherVersionIsRefusedWithItsNameAndTheRange(String version) {
        assertThatThrownBy(() -> new StreamsVersion(version).requireTested())
                .isInstanceOf(UnsupportedStreamsException.class)
                .hasMessageContaining(version)
                .hasMessageContaining(StreamsVersion.TESTED);
    }

    @Test
    void membersLeaveTheirGroupFrom42On() {
        assertThat(new StreamsVersion("4.0.2").leavesGroupWhenAsked()).isFalse();
        assertThat(new StreamsVersion("4.1.0").leavesGroupWhenAsked()).isFalse();
        assertThat(new StreamsVersion("4.2.0").leavesGroupWhenAsked()).isTrue();
        assertThat(new StreamsVersion("4.3.1").leavesGroupWhenAsked()).isTrue();
    }
}

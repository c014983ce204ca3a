package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.stream.batch.EngineFailedException;
import java.io.IOException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class FailureLineTest {

    @Test
    void wrappersAreLeftOut() {
        assertThat(FailureLine.of(new StreamsException(
                        "Exception caught in process. taskId=0_1",
                        new StreamsException(new TimeoutException("no answer")))))
                .isEqualTo("no answer");
    }

    @Test
    void theEngineHasTheWord() {
        assertThat(FailureLine.of(new StreamsException(
                        "outer", new IllegalStateException("in between", new EngineFailedException("device is lost")))))
                .isEqualTo("device is lost");
    }

    @Test
    void whatIsNotAllowedComesWithWhereThePermissionsAreListed() {
        assertThat(FailureLine.of(new StreamsException("in poll", GroupAuthorizationException.forGroupId("cameras"))))
                .isEqualTo(
                        "Not authorized to access group: cameras; `maskstream config acls` prints what the brokers have to"
                                + " allow");
    }

    @Test
    void aCauseThatSaysMoreIsAdded() {
        assertThat(FailureLine.of(new IllegalStateException("cannot bind", new IOException("in use"))))
                .isEqualTo("cannot bind (in use)");
        assertThat(FailureLine.of(new IllegalStateException("cannot bind: in use", new IOException("in use"))))
                .isEqualTo("cannot bind: in use");
    }

    @Test
    void itIsAlwaysOneLineThatSaysSomething() {
        assertThat(FailureLine.of(new IllegalStateException("first\n  second\r\nthird")))
                .isEqualTo("first second third");
        assertThat(FailureLine.of(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(FailureLine.of(new IndexOutOfBoundsException("3"))).isEqualTo("IndexOutOfBoundsException: 3");
    }
}

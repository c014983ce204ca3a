package io.maskstream.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.ModelException;
import io.maskstream.stream.batch.EngineFailedException;
import io.maskstream.stream.commit.StreamsVersion;
import io.maskstream.stream.commit.UnsupportedStreamsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FailurePolicyTest {

    private Instant now = Instant.EPOCH;
    private final FailurePolicy policy = new FailurePolicy(() -> now);

    static Stream<Throwable> ofTheBrokerOrTheNetwork() {
        return Stream.of(
                new TimeoutException("no answer"),
                new DisconnectException("gone"),
                new NotLeaderOrFollowerException("moved"),
                new TaskMigratedException("fenced"),
                new StreamsException("poll failed", new TimeoutException("no answer")),
                new StreamsException("twice", new StreamsException("wrapped", new RecordTooLargeException("big"))),
                new StreamsException("no cause"),
                new KafkaException("unexpected answer"));
    }

    static Stream<Throwable> ofTheDeviceTheModelOrTheProgram() {
        return Stream.of(
                new EngineFailedException("control sample failed"),
                new StreamsException(
                        "in process", new EngineFailedException("x", new TimeoutException("looks like Kafka"))),
                new StreamsException("in process", new KafkaException("outer", new EngineFailedException("inner"))),
                new StreamsException("in init", unsupported()),
                new StreamsException("in process", new ModelException(ModelException.Kind.CLOSED, "closed")),
                new StreamsException("in process", new IllegalStateException("a bug")),
                new ProcessorStateException("disk", new IOException("full")),
                new StreamsException("cannot be written", new SerializationException("field not set")),
                new StreamsException("bad setting", new ConfigException("x")),
                new StreamsException("in poll", new TransactionalIdAuthorizationException("not allowed")),
                new StreamsException("in poll", new SaslAuthenticationException("who is it")),
                new StreamsException("in process", new OutOfMemoryError("heap")),
                new IllegalArgumentException("a bug"),
                new NoClassDefFoundError("a/b"));
    }

    private static RuntimeException unsupported() {
        try {
            new StreamsVersion("3.0.0").requireTested();
        } catch (UnsupportedStreamsException e) {
            return e;
        }
        throw new AssertionError("3.0.0 was taken for a tested version");
    }

    @ParameterizedTest
    @MethodSource
    void ofTheBrokerOrTheNetwork(Throwable error) {
        assertThat(policy.handle(error)).isEqualTo(REPLACE_THREAD);
        assertThat(policy.failure()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void ofTheDeviceTheModelOrTheProgram(Throwable error) {
        assertThat(policy.handle(error)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.failure()).containsSame(error);
    }

    @Test
    void aSixthReplacementInTenMinutesIsAShutdown() {
        for (int i = 0; i < 5; i++) {
            assertThat(policy.handle(new TimeoutException("no " + i))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(1));
        }
        TimeoutException sixth = new TimeoutException("no answer");
        assertThat(policy.handle(sixth)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.failure()).containsSame(sixth);
    }

    @Test
    void replacementsAreForgottenAfterTenMinutes() {
        for (int i = 0; i < 5; i++)
            assertThat(policy.handle(new TimeoutException("no"))).isEqualTo(REPLACE_THREAD);
        now = now.plus(Duration.ofMinutes(10));
        assertThat(policy.handle(new TimeoutException("no"))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void theFirstFatalErrorIsTheFailure() {
        EngineFailedException first = new EngineFailedException("first");
        policy.handle(first);
        policy.handle(new IllegalStateException("second"));
        assertThat(policy.failure()).containsSame(first);
    }
}

package io.maskstream.stream;

import io.maskstream.stream.batch.EngineFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a StreamThread that died. An error of the broker or the network: the thread is replaced, at most
 * {@value #MAX_REPLACEMENTS} times in ten minutes. Anything else (device, model, a permission that is missing, a bug), and one replacement too many:
 * the client is shut down, because a new thread would meet the same end with the same records.
 *
 * <p>For {@code KafkaStreams.setUncaughtExceptionHandler}; one instance a client. Safe for many threads. After a shutdown the
 * process should end with an error: see {@link #failure()}.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    static final int MAX_REPLACEMENTS = 5;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);

    private final InstantSource clock;
    private final Deque<Instant> replacements = new ArrayDeque<>();
    private @Nullable Throwable failure;

    public FailurePolicy() {
        this(InstantSource.system());
    }

    FailurePolicy(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        boolean transientError = isOfKafka(exception);
        if (transientError && mayReplace()) {
            log.atWarn()
                    .addKeyValue("replacements", replacements.size())
                    .addKeyValue("allowed", MAX_REPLACEMENTS)
                    .setCause(exception)
                    .log("stream thread died of a broker or network error and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (failure == null) failure = exception;
        log.atError()
                .setCause(exception)
                .log(
                        transientError
                                ? "stream threads die too often of broker or network errors; shutting down"
                                : "stream thread died of an error that a new thread would meet again; shutting down");
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** The first error that shut the client down; empty while none has. */
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private boolean mayReplace() {
        Instant now = clock.instant();
        replacements.removeIf(then -> !then.plus(WINDOW).isAfter(now));
        if (replacements.size() >= MAX_REPLACEMENTS) return false;
        replacements.add(now);
        return true;
    }

    /** Streams' own exceptions mostly wrap: what they wrap decides, and they count as Kafka's when they wrap nothing. */
    private static boolean isOfKafka(Throwable exception) {
        Throwable decisive = null;
        for (Throwable t = exception; t != null; t = t.getCause()) {
            if (t instanceof Error || t instanceof EngineFailedException) return false;
            if (decisive == null && !(t instanceof StreamsException)) decisive = t;
        }
        if (decisive == null) return true;
        // What cannot be written, is set wrongly or is not allowed does not get better by trying again.
        return decisive instanceof KafkaException
                && !(decisive instanceof SerializationException)
                && !(decisive instanceof ConfigException)
                && !(decisive instanceof AuthenticationException)
                && !(decisive instanceof AuthorizationException);
    }
}

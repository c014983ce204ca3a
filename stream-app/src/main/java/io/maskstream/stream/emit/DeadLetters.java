package io.maskstream.stream.emit;

import io.maskstream.model.Rejection;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.commit.DrainStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Refused records as they go to the dead-letter topic: key, value and headers as they were, and headers that say why. Those of
 * Kafka Streams' own dead-letter queue (KIP-1034) have its names. Any thread.
 */
final class DeadLetters<V> {

    private static final String STREAMS = "__streams.errors.";
    private static final String OURS = "maskstream.";
    static final int MESSAGE_BYTES = 1024;
    static final int STACK_TRACE_BYTES = 4096;

    private final String topic;
    private final Serializer<V> values;

    DeadLetters(String topic, Serializer<V> values) {
        this.topic = topic;
        this.values = values;
    }

    ProducerRecord<byte[], byte[]> of(FixedKeyRecord<?, V> record, DrainStore.Origin origin, Outcome.Rejected outcome) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        Rejection rejection = outcome.rejection();
        byte @Nullable [] value = null;
        String message = rejection.message();
        try {
            value = record.value() == null ? null : values.serialize(topic, headers, record.value());
        } catch (RuntimeException e) {
            // The reason must not be lost because the value is; topic, partition and offset say where it still is.
            message = message + " (its value is not here, the serde for dead letters failed: " + e + ")";
        }
        put(headers, STREAMS + "message", message, MESSAGE_BYTES);
        put(headers, STREAMS + "topic", origin.topic().orElse(""), MESSAGE_BYTES);
        put(headers, STREAMS + "partition", String.valueOf(origin.partition()), MESSAGE_BYTES);
        put(headers, STREAMS + "offset", String.valueOf(origin.offset()), MESSAGE_BYTES);
        rejection.cause().ifPresent(cause -> {
            put(headers, STREAMS + "exception", cause.getClass().getName(), MESSAGE_BYTES);
            put(headers, STREAMS + "stacktrace", stackTrace(cause), STACK_TRACE_BYTES);
        });
        put(headers, OURS + "stage", rejection.stage().name(), MESSAGE_BYTES);
        put(headers, OURS + "reason", rejection.reason().name(), MESSAGE_BYTES);
        put(headers, OURS + "attempts", String.valueOf(outcome.attempts()), MESSAGE_BYTES);
        outcome.modelVersion().ifPresent(version -> put(headers, OURS + "model.version", version, MESSAGE_BYTES));
        return new ProducerRecord<>(
                topic, null, record.timestamp(), origin.rawKey().orElse(null), value, headers);
    }

    /** In the place of a header of that name: a dead letter that is refused again says why this time. */
    private static void put(Headers headers, String name, String value, int maxBytes) {
        headers.remove(name).add(name, utf8(value, maxBytes));
    }

    /** Cut at a character's end. */
    private static byte[] utf8(String text, int maxBytes) {
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer out = ByteBuffer.allocate(maxBytes);
        encoder.encode(CharBuffer.wrap(text), out, true);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}

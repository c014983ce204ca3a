package io.maskstream.stream.app;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationJson;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.WireFormat;
import io.maskstream.schemas.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of an output or dead-letter topic as one line, for a person or as JSON. What a record is is told by itself: a dead
 * letter has the header {@code maskstream.stage}, a classification in JSON begins with a brace, one in Avro with c3 01, or
 * with 00 where a schema registry is known. Anything else is said to be something else. Safe for many threads.
 */
final class RecordLine {

    private static final String DEAD_LETTER_MARK = "maskstream.stage";

    private final boolean json;
    private final WireFormat<Classification> inJson = new ClassificationJson();
    private final WireFormat<Classification> inAvro = WireFormat.singleObject(Classification.class);
    private final ClassificationSerde inConfluent;

    /** @param registry base URL of a schema registry */
    RecordLine(boolean json, Optional<String> registry) {
        this.json = json;
        this.inConfluent = ClassificationSerde.of(() -> registry);
    }

    String of(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(DEAD_LETTER_MARK) != null) return deadLetter(record);
        try {
            Classification classification = read(record);
            return json
                    ? new String(inJson.encode(classification), StandardCharsets.UTF_8)
                    : printable(line(classification));
        } catch (WireFormatException e) {
            return other(record, FailureLine.of(e));
        }
    }

    private Classification read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        if (value.length > 0 && value[0] == '{') return inJson.decode(value);
        if (value.length > 0 && value[0] == 0) return inConfluent.deserializer().deserialize(record.topic(), value);
        return inAvro.decode(value);
    }

    private static String line(Classification c) {
        String predictions = c.getPredictions().stream()
                .map(p -> String.format(Locale.ROOT, "%s %.3f", p.getLabel(), p.getConfidence()))
                .collect(Collectors.joining(", "));
        return joined(
                c.getCaptureTime().toString(),
                c.getSourceId(),
                c.getResultId(),
                c.getStatus().name(),
                c.getShedReason() == null ? predictions : c.getShedReason(),
                c.getPredictionSet() == null ? "" : "{" + String.join(", ", c.getPredictionSet()) + "}",
                c.getModel() == null
                        ? ""
                        : c.getModel().getName() + "/" + c.getModel().getVersion());
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    private String deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) headers.put(header.key(), text(header.value()));
        if (json)
            return JsonLine.of(Map.of(
                    "dead_letter",
                    Map.of(
                            "partition", record.partition(),
                            "offset", record.offset(),
                            "key", text(record.key()),
                            "bytes", size(record),
                            "headers", headers)));
        return printable(joined(
                "DEAD LETTER",
                text(record.key()),
                headers.getOrDefault("__streams.errors.topic", "?")
                        + "-" + headers.getOrDefault("__streams.errors.partition", "?")
                        + "-" + headers.getOrDefault("__streams.errors.offset", "?"),
                headers.getOrDefault(DEAD_LETTER_MARK, ""),
                headers.getOrDefault("maskstream.reason", ""),
                size(record) + " bytes",
                headers.getOrDefault("__streams.errors.message", "")));
    }

    private String other(ConsumerRecord<byte[], byte[]> record, String why) {
        if (json)
            return JsonLine.of(Map.of(
                    "other",
                    Map.of(
                            "partition", record.partition(),
                            "offset", record.offset(),
                            "bytes", size(record),
                            "reason", why)));
        return printable("neither classification nor dead letter  " + record.topic() + "-" + record.partition() + "-"
                + record.offset() + "  " + size(record) + " bytes  " + why);
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? 0 : record.value().length;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A record's text must not move the terminal's cursor, nor look like another line. */
    private static String printable(String line) {
        return line.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

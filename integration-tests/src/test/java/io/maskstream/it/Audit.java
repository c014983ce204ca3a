package io.maskstream.it;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Compares what was sent with what came of it, record by record. For frames without regions: each must end as one result or
 * one dead letter.
 */
final class Audit {

    private static final int SHOWN = 5;
    private static final double TOLERANCE = 1e-3;

    private final Topics topics;
    private final Map<Source, TestFrame> sent;
    private final Results results;

    private Audit(Topics topics, Map<Source, TestFrame> sent, Results results) {
        this.topics = topics;
        this.sent = sent;
        this.results = results;
    }

    static Audit of(Topics topics, Map<Source, TestFrame> sent, Results results) {
        return new Audit(topics, sent, results);
    }

    /** Something came of every record, and it is right; what came of records that nobody sent is a failure too. */
    Audit everyOutcomeIsThereAndRight() {
        Set<Source> missing = new HashSet<>(sent.keySet());
        List<String> wrong = new ArrayList<>();
        for (Results.Result result : results.results()) {
            missing.remove(result.source());
            problem(result).ifPresent(wrong::add);
        }
        for (Results.DeadLetter letter : results.deadLetters()) {
            missing.remove(letter.source());
            problem(letter).ifPresent(wrong::add);
        }
        none(
                "records of which nothing came",
                missing.stream().sorted(Audit::compare).toList());
        none("outcomes that are wrong", wrong);
        return this;
    }

    Audit nothingTwice() {
        Map<Source, Integer> counts = new HashMap<>();
        sources().forEach(source -> counts.merge(source, 1, Integer::sum));
        none(
                "records of which more than one thing came",
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
                        .toList());
        return this;
    }

    /** Outcomes beyond the first of their record. */
    long repeated() {
        return sources().count() - sources().distinct().count();
    }

    /**
     * In each partition that was written, the records of each partition that was read come in their order. Of a record
     * that was written again after a crash, the first time counts.
     */
    Audit inOrder() {
        List<String> violations = new ArrayList<>();
        outOfOrder(results.results().stream().map(r -> Map.entry(r.source(), r.record())), violations);
        outOfOrder(results.deadLetters().stream().map(r -> Map.entry(r.source(), r.record())), violations);
        none("outcomes that overtook an earlier one", violations);
        return this;
    }

    private static void outOfOrder(
            Stream<Map.Entry<Source, ConsumerRecord<byte[], byte[]>>> written, List<String> violations) {
        Set<Source> seen = new HashSet<>();
        Map<List<Integer>, Long> last = new HashMap<>();
        written.filter(entry -> seen.add(entry.getKey())).forEach(entry -> {
            Source source = entry.getKey();
            List<Integer> lane = List.of(source.partition(), entry.getValue().partition());
            Long before = last.put(lane, source.offset());
            if (before != null && before > source.offset())
                violations.add(source + " came after offset " + before + " at " + place(entry.getValue()));
        });
    }

    private Stream<Source> sources() {
        return Stream.concat(
                results.results().stream().map(Results.Result::source),
                results.deadLetters().stream().map(Results.DeadLetter::source));
    }

    private Optional<String> problem(Results.Result result) {
        TestFrame frame = sent.get(result.source());
        if (frame == null) return Optional.of(result.source() + " was never sent");
        if (!(frame.expected() instanceof TestFrame.Classified expected))
            return Optional.of(result.source() + " was classified, expected " + frame.expected());
        Classification c = result.classification();
        double confidence = expected.confidence(Integer.parseInt(c.getModel().getVersion()));
        boolean right = c.getStatus() == ClassificationStatus.OK
                && c.getPredictions().get(0).getLabel().equals(expected.label())
                && Math.abs(c.getPredictions().get(0).getConfidence() - confidence) < TOLERANCE
                && c.getFrameId().equals(Long.toString(frame.number()))
                && c.getSourceId().equals(Frames.source(frame.number()))
                && c.getSourceTopic().equals(topics.input())
                && c.getResultId()
                        .equals(topics.input() + "-" + result.source().partition() + "-"
                                + result.source().offset())
                && Arrays.equals(frame.key(), result.record().key())
                && keptHeader(frame, result.record());
        return right
                ? Optional.empty()
                : Optional.of(frame.number() + " at " + result.source() + ": expected " + expected.label() + " "
                        + confidence + ", is " + c);
    }

    private Optional<String> problem(Results.DeadLetter letter) {
        TestFrame frame = sent.get(letter.source());
        if (frame == null) return Optional.of(letter.source() + " was never sent");
        if (!(frame.expected() instanceof TestFrame.DeadLetter expected))
            return Optional.of(letter.source() + " is a dead letter, expected " + frame.expected() + ": "
                    + letter.record().headers());
        boolean right = letter.header("maskstream.stage")
                        .equals(expected.reason().stage().name())
                && letter.header("maskstream.reason").equals(expected.reason().name())
                && letter.header("__streams.errors.topic").equals(topics.input())
                && Arrays.equals(frame.key(), letter.record().key())
                && Arrays.equals(frame.value(), letter.record().value())
                && keptHeader(frame, letter.record());
        return right
                ? Optional.empty()
                : Optional.of(frame.number() + " at " + letter.source() + ": expected " + expected + ", is "
                        + letter.record().headers());
    }

    private static boolean keptHeader(TestFrame frame, ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(TestFrame.HEADER);
        return header != null && Arrays.equals(header.value(), frame.header());
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static int compare(Source a, Source b) {
        return a.partition() == b.partition()
                ? Long.compare(a.offset(), b.offset())
                : Integer.compare(a.partition(), b.partition());
    }

    private static void none(String what, List<?> offenders) {
        if (!offenders.isEmpty())
            throw new AssertionError(what + ": " + offenders.size() + ", the first: "
                    + offenders.subList(0, Math.min(SHOWN, offenders.size())));
    }
}

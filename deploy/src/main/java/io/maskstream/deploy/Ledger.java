package io.maskstream.deploy;

import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Every frame that was sent, matched with what became of it. A frame that is answered is forgotten: memory is bounded by
 * what is in flight. Safe for many threads.
 */
final class Ledger {

    /** Frames that were sent and have not come out yet, oldest first. */
    private final Map<FrameKey, SentFrame> waiting = new LinkedHashMap<>();

    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Fault, FrameKey> examples = new EnumMap<>(Fault.class);
    private final Map<String, ClassPrediction> lastLabels = new TreeMap<>();
    private final Histogram latencyMillis = new Histogram(3);

    private long sent;
    private long classified;
    private long correct;
    private double batches;
    private Summary.Model model = new Summary.Model("", "");
    private Instant firstCapture = Instant.MAX;
    private Instant lastArrival = Instant.MIN;

    /** Must come before the frame can be seen again. */
    synchronized void sent(SentFrame frame) {
        sent++;
        waiting.put(frame.key(), frame);
        if (frame.captureTime().isBefore(firstCapture)) firstCapture = frame.captureTime();
    }

    /** @param arrival in the output topic, by the broker's clock */
    synchronized void result(Classification result, Instant arrival) {
        FrameKey key = new FrameKey(result.getSourceId(), result.getFrameId());
        SentFrame frame = waiting.remove(key);
        if (frame == null) fault(Fault.STRANGER, key);
        else if (result.getStatus() == ClassificationStatus.SHED) fault(Fault.SHED, key);
        else classified(frame, result, arrival);
    }

    private void classified(SentFrame frame, Classification result, Instant arrival) {
        if (frame.corrupt()) fault(Fault.CORRUPT_CLASSIFIED, frame.key());
        classified++;
        ClassPrediction best = result.getPredictions().get(0);
        if (best.getLabel().equals(frame.label())) correct++;
        lastLabels.put(result.getSourceId(), best);
        latencyMillis.recordValue(
                Math.max(0, Duration.between(frame.captureTime(), arrival).toMillis()));
        // Each image is its share of a batch; a plain mean over images would count large batches more often.
        batches += 1.0 / Math.max(1, result.getBatchSize());
        ModelReference reference = result.getModel();
        if (reference != null) model = new Summary.Model(reference.getName(), reference.getVersion());
        if (arrival.isAfter(lastArrival)) lastArrival = arrival;
    }

    synchronized void deadLetter(FrameKey key, String stage) {
        SentFrame frame = waiting.remove(key);
        if (frame == null) {
            fault(Fault.STRANGER, key);
            return;
        }
        if (!frame.corrupt()) fault(Fault.SOUND_REJECTED, key);
        deadLetters.merge(stage, 1L, Long::sum);
    }

    private void fault(Fault fault, FrameKey key) {
        faults.merge(fault, 1L, Long::sum);
        examples.putIfAbsent(fault, key);
    }

    /** Frames that were sent and have not come out yet. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** The last prediction of each source, by its name. */
    synchronized Map<String, ClassPrediction> lastLabels() {
        return new TreeMap<>(lastLabels);
    }

    synchronized Summary summary() {
        double seconds = classified == 0
                ? 0
                : Duration.between(firstCapture, lastArrival).toNanos() / 1e9;
        return new Summary(
                sent,
                classified,
                deadLetters,
                (double) correct / classified,
                seconds > 0 ? classified / seconds : Double.NaN,
                new Summary.Latency(percentile(50), percentile(99)),
                classified / batches,
                model);
    }

    private double percentile(double percent) {
        return classified == 0 ? Double.NaN : latencyMillis.getValueAtPercentile(percent);
    }

    /** Why what came out is not what went in; empty when everything adds up. For the end, when nothing is in flight. */
    synchronized List<String> discrepancies() {
        List<String> found = new ArrayList<>();
        if (!waiting.isEmpty())
            found.add(waiting.size() + " of " + sent + " frames did not come out, "
                    + waiting.keySet().iterator().next() + " for example");
        examples.forEach((fault, example) -> found.add(fault.describe(faults.getOrDefault(fault, 0L), example)));
        return found;
    }
}

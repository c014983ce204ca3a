package io.maskstream.deploy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the frames so far. Immutable; fractions and means are NaN where nothing was counted.
 *
 * @param frames that the cameras sent
 * @param classified results with predictions
 * @param deadLetters by stage
 * @param accuracy of the classified frames' first predictions, in [0,1]
 * @param imagesPerSecond from the first capture to the last result
 * @param latency from a frame's capture to its result's arrival in Kafka
 * @param batchSizeMean images in a batch
 * @param model that the last result names
 */
record Summary(
        long frames,
        long classified,
        Map<String, Long> deadLetters,
        double accuracy,
        double imagesPerSecond,
        Latency latency,
        double batchSizeMean,
        Model model) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Milliseconds. */
    record Latency(double p50, double p99) {}

    /** Empty texts before the first result. */
    record Model(String name, String version) {}

    Summary {
        deadLetters = Map.copyOf(deadLetters);
    }

    long deadLetterCount() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line. What was not measured is null. */
    String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("frames", frames);
        json.put("classified", classified);
        json.put("deadLetters", deadLetterCount());
        ObjectNode stages = json.putObject("deadLettersByStage");
        new TreeMap<>(deadLetters).forEach(stages::put);
        put(json, "accuracy", accuracy, 4);
        put(json, "imagesPerSecond", imagesPerSecond, 1);
        ObjectNode latencyMs = json.putObject("latencyMs");
        put(latencyMs, "p50", latency.p50(), 1);
        put(latencyMs, "p99", latency.p99(), 1);
        put(json, "batchSizeMean", batchSizeMean, 2);
        json.put("model", model.name());
        json.put("modelVersion", model.version());
        return json.toString();
    }

    private static void put(ObjectNode json, String name, double value, int digits) {
        double scale = Math.pow(10, digits);
        if (Double.isNaN(value)) json.putNull(name);
        else json.put(name, Math.round(value * scale) / scale);
    }

    List<String> text() {
        return List.of(
                line("frames in", "%,d", frames),
                line("labelled", "%,d", classified),
                line("dead letters", "%,d%s", deadLetterCount(), stages()),
                line("accuracy", "%.1f %% of the labels are true", 100 * accuracy),
                line("throughput", "%.1f images/s", imagesPerSecond),
                line("latency", "p50 %.0f ms, p99 %.0f ms, from capture to label", latency.p50(), latency.p99()),
                line("batch", "%.1f images on average", batchSizeMean),
                line("model", "%s, version %s", model.name(), model.version()));
    }

    private String stages() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(deadLetters)
                .forEach((stage, count) -> text.append(text.isEmpty() ? " (" : ", ")
                        .append(stage)
                        .append(' ')
                        .append(count));
        return text.isEmpty() ? "" : text.append(')').toString();
    }

    private static String line(String name, String format, Object... values) {
        // Not measured is a dash, not NaN.
        return String.format(Locale.ROOT, "  %-13s ", name)
                + String.format(Locale.ROOT, format, values).replace("NaN", "-");
    }
}

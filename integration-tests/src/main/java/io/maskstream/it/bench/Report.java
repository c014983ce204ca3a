package io.maskstream.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What was measured so far: as JSON, as a table. For one thread. */
final class Report {

    /** In every JSON object; null where they were not measured. */
    static final List<String> KEYS = List.of(
            "efficiency.nano",
            "efficiency.tinyMicrosPerFrame",
            "vsPerRecord.nano",
            "vsPerRecord.tiny",
            "vsPython.nano",
            "vsPython.tiny",
            "latencyMs.half.p50",
            "latencyMs.half.p99",
            "latencyMs.idle.p50",
            "latencyMs.idle.bareSingle",
            "partitionCostRatio",
            "eosCostRatio",
            "swapP99Ratio",
            "decodeSpeedup",
            "nanoImagesPerCpuSecond",
            "maskTax");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Consumer<String> progress;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, JsonNode> details = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    /** A measure that could not be taken here, and what it takes. */
    record Skipped(String measure, String reason) {

        private String line() {
            return "skipped: " + measure + ": " + reason;
        }
    }

    /** @param progress told each figure when it is there */
    Report(Consumer<String> progress) {
        this.progress = progress;
    }

    void add(Figure figure) {
        figures.put(figure.key(), figure);
        progress.accept(line(figure));
    }

    /** Of a figure that is there already. */
    void setGoal(String key, Goal goal) {
        Figure figure = figures.get(key);
        if (figure == null) throw new IllegalArgumentException("no figure " + key);
        add(figure.goal(goal));
    }

    /** More than one number, for the JSON object's {@code details}: records, lists or maps of them. */
    void detail(String key, Object value) {
        details.put(key, JSON.valueToTree(value));
    }

    void failed(String measure) {
        failed.add(measure);
    }

    /** A measure that is not taken, which is no failure unless it was asked for. */
    void skipped(String measure, String reason) {
        Skipped one = new Skipped(measure, reason);
        skipped.add(one);
        progress.accept(one.line());
    }

    /** Whether one of these measures was not taken. */
    boolean hasSkippedAnyOf(Collection<String> measures) {
        return skipped.stream().map(Skipped::measure).anyMatch(measures::contains);
    }

    boolean hasFailed() {
        return !failed.isEmpty();
    }

    List<Figure> figures() {
        return List.copyOf(figures.values());
    }

    Map<String, JsonNode> details() {
        return Collections.unmodifiableMap(details);
    }

    /** One object on one line. */
    String json(Object setting) {
        ObjectNode root = JSON.createObjectNode();
        for (String key : KEYS) put(root, key, JSON.nullNode());
        ObjectNode spreads = JSON.createObjectNode();
        ObjectNode goals = JSON.createObjectNode();
        for (Figure figure : figures.values()) {
            put(root, figure.key(), JSON.getNodeFactory().numberNode(figure.value()));
            figure.spread().ifPresent(spread -> spreads.set(figure.key(), JSON.valueToTree(spread)));
            figure.goal()
                    .ifPresent(goal -> goals.putObject(figure.key())
                            .put("goal", goal.text())
                            .put("met", goal.isMetBy(figure.value())));
        }
        root.set("spread", spreads);
        root.set("goals", goals);
        root.set("details", JSON.valueToTree(details));
        root.set("setting", JSON.valueToTree(setting));
        root.set("failed", JSON.valueToTree(failed));
        root.set("skipped", JSON.valueToTree(skipped));
        return root.toString();
    }

    private static void put(ObjectNode root, String key, JsonNode value) {
        String[] path = key.split("\\.");
        ObjectNode node = root;
        for (int i = 0; i < path.length - 1; i++) node = node.withObjectProperty(path[i]);
        node.set(path[path.length - 1], value);
    }

    /** A line a figure; at the end, a line a measure that was not taken. */
    String table() {
        StringBuilder text = new StringBuilder();
        for (Figure figure : figures.values()) text.append(line(figure)).append('\n');
        for (Skipped one : skipped) text.append(one.line()).append('\n');
        for (String measure : failed) text.append("failed: ").append(measure).append('\n');
        return text.toString();
    }

    private static String line(Figure figure) {
        String spread = figure.spread()
                .map(s -> "(" + number(s.low()) + " to " + number(s.high()) + ")")
                .orElse("");
        String goal = figure.goal()
                .map(g -> g.text() + (g.isMetBy(figure.value()) ? ": met" : ": NOT met"))
                .orElse("");
        return String.format(
                        Locale.ROOT,
                        "%-32s %10s %-22s %-24s %s",
                        figure.key(),
                        number(figure.value()),
                        spread,
                        goal,
                        figure.meaning())
                .stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.0f", value);
    }
}

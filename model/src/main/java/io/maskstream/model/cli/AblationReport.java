package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.ablate.AblationTable;
import io.maskstream.model.ablate.AblationTable.Row;
import io.maskstream.model.ablate.McNemar;
import io.maskstream.model.ablate.PairedDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An ablation's table as Markdown, CSV and JSON.
 *
 * @param table of the cells that are done
 * @param costs by arm; empty where they were not measured
 */
record AblationReport(AblationTable table, Map<String, AblationCosts> costs) {

    private static final double SIGNIFICANT = 0.05;

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("table.md"), markdown());
        Files.writeString(directory.resolve("table.csv"), csv());
        Files.writeString(
                directory.resolve("table.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
    }

    String markdown() {
        String ref = table.reference();
        StringBuilder text = new StringBuilder();
        text.append("| arm | seeds | top-1 % (deviation over seeds) | ")
                .append(ref)
                .append(" minus arm, points (95 % interval) | said of ")
                .append(ref)
                .append(" | seeds with McNemar p < 0.05 | parameters | MMACs | images/CPU-s training | inference |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : table.rows()) {
            boolean self = row.arm().equals(ref);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.2f (%.2f) | %s | %s | %s | %s |%n",
                    row.arm(),
                    row.seeds().size(),
                    100 * row.top1(),
                    100 * row.deviation(),
                    self ? "" : difference(row.difference()),
                    self ? "" : word(row.difference()),
                    self ? "" : significant(row) + " of " + row.tests().size(),
                    cost(row.arm())));
        }
        return text.toString();
    }

    private static String difference(PairedDifference d) {
        if (d.pairs() == 1) return String.format(Locale.ROOT, "%+.2f (one pair)", 100 * d.mean());
        return String.format(Locale.ROOT, "%+.2f (%+.2f to %+.2f)", 100 * d.mean(), 100 * d.low(), 100 * d.high());
    }

    private static String word(PairedDifference d) {
        return switch (d.verdict()) {
            case HELPS -> "helps";
            case HURTS -> "hurts";
            case NOT_SHOWN -> "not shown";
        };
    }

    private static long significant(Row row) {
        return row.tests().stream().filter(t -> t.p() < SIGNIFICANT).count();
    }

    private String cost(String arm) {
        AblationCosts c = costs.get(arm);
        if (c == null) return " | | | ";
        return String.format(
                Locale.ROOT, "%,d | %.2f | %.0f | %.0f", c.parameters(), c.mmacs(), c.training(), c.inference());
    }

    private String csv() {
        StringBuilder text = new StringBuilder("arm,seeds,top1,deviation,difference,low,high,pairs,verdict\n");
        for (Row row : table.rows()) {
            PairedDifference d = row.difference();
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%.5f,%.5f,%.5f,%.5f,%.5f,%d,%s%n",
                    row.arm(),
                    row.seeds().size(),
                    row.top1(),
                    row.deviation(),
                    d.mean(),
                    d.low(),
                    d.high(),
                    d.pairs(),
                    word(d)));
        }
        return text.toString();
    }

    private ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("reference", table.reference());
        ArrayNode rows = root.putArray("arms");
        for (Row row : table.rows()) {
            ObjectNode node = rows.addObject();
            node.put("arm", row.arm()).put("top1", row.top1()).put("deviation", row.deviation());
            row.seeds().forEach(node.putArray("seeds")::add);
            PairedDifference d = row.difference();
            ObjectNode difference = node.putObject("difference");
            difference.put("mean", d.mean()).put("pairs", d.pairs()).put("verdict", word(d));
            if (d.pairs() > 1) difference.put("low", d.low()).put("high", d.high());
            addTests(node, row.tests());
            if (costs.containsKey(row.arm())) node.putPOJO("costs", costs.get(row.arm()));
        }
        return root;
    }

    private static void addTests(ObjectNode node, List<McNemar> tests) {
        ArrayNode array = node.putArray("mcnemar");
        for (McNemar t : tests)
            array.addObject()
                    .put("onlyReference", t.onlyFirst())
                    .put("onlyArm", t.onlySecond())
                    .put("p", t.p());
    }
}

package io.maskstream.stream.metrics;

import java.util.stream.Collectors;

/** The table of meters as Markdown, for docs/metrics.md. */
public final class MeterTable {

    private MeterTable() {}

    /** One row a meter, in the order of their declaration; lines end with a newline. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| Meter | In Prometheus | Kind | Tags | What it says |\n|---|---|---|---|---|\n");
        for (MeterId id : MeterId.values())
            table.append("| `")
                    .append(id.meterName())
                    .append("` | `")
                    .append(id.prometheusName())
                    .append("` | ")
                    .append(MeterId.tagValue(id.kind()))
                    .append(id.unit().isEmpty() ? "" : ", " + id.unit())
                    .append(" | ")
                    .append(id.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")))
                    .append(" | ")
                    .append(id.description())
                    .append(" |\n");
        return table.toString();
    }
}

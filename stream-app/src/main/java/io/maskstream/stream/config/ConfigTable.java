package io.maskstream.stream.config;

/** The table of keys as Markdown, for the README and {@code maskstream config table}. */
public final class ConfigTable {

    private ConfigTable() {}

    /** One row a key, in the order of their declaration; lines end with a newline. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| Key | Type | Default | Allowed | What it does |\n|---|---|---|---|---|\n");
        for (Key<?> key : Keys.ALL)
            table.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(key.rule().kind())
                    .append(" | ")
                    .append(defaultOf(key))
                    .append(" | ")
                    .append(key.rule().bound().replace("|", "\\|"))
                    .append(" | ")
                    .append(key.doc())
                    .append(" |\n");
        return table.append("| `")
                .append(Keys.BOOTSTRAP_SERVERS)
                .append("` | list | needed by `run` | host:port pairs, separated by commas | The brokers. |\n")
                .append(
                        "| `kafka.*` | | Kafka's | Kafka's | Goes to Kafka Streams unchanged, the prefix taken off. |\n")
                .toString();
    }

    private static String defaultOf(Key<?> key) {
        return switch (key.need()) {
            case ALWAYS -> "**required**";
            case STANDALONE -> "needed by `run`";
            case NEVER ->
                key.defaultText()
                        .filter(text -> !text.isEmpty())
                        .map(text -> "`" + text + "`")
                        .orElse("");
        };
    }
}

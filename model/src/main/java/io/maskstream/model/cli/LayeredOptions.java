package io.maskstream.model.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A run's options from several places, of which the later ones win. */
final class LayeredOptions {

    private static final Set<String> OF_THE_COMMAND_LINE = Set.of("--config");

    /** @param origin empty: the command line */
    private record Value(String text, String origin) {}

    private final RunOptions result = new RunOptions();
    private final CommandLine parser = new CommandLine(result);
    private final Map<String, Value> values = new LinkedHashMap<>();

    private LayeredOptions() {}

    /**
     * @param layers in ascending rank
     * @param given the command line, above them all
     * @throws IllegalArgumentException when a key is unknown or a value wrong; the message names them and their origin
     */
    static RunOptions of(List<Settings> layers, ParseResult given) {
        LayeredOptions options = new LayeredOptions();
        for (Settings layer : layers) options.add(layer);
        options.add(given);
        return options.parse();
    }

    private void add(Settings layer) {
        layer.values().forEach((key, text) -> {
            String name = "--" + key;
            if (parser.getCommandSpec().findOption(name) == null || OF_THE_COMMAND_LINE.contains(name))
                throw new IllegalArgumentException(
                        layer.origin() + ": unknown key '" + key + "'; did you mean '" + closest(key) + "'?");
            values.put(name, new Value(text, layer.origin()));
        });
    }

    private void add(ParseResult given) {
        for (OptionSpec option : given.matchedOptions()) {
            String name = option.longestName();
            if (parser.getCommandSpec().findOption(name) == null) continue;
            List<String> texts = option.originalStringValues();
            values.put(name, new Value(texts.get(texts.size() - 1), ""));
        }
    }

    private RunOptions parse() {
        String[] arguments = values.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().text())
                .toArray(String[]::new);
        try {
            parser.parseArgs(arguments);
            return result;
        } catch (ParameterException e) {
            String origin = e.getArgSpec() instanceof OptionSpec option ? origin(option.longestName()) : "";
            throw new IllegalArgumentException(origin + e.getMessage(), e);
        }
    }

    private String origin(String name) {
        Value value = values.get(name);
        return value == null || value.origin().isEmpty() ? "" : value.origin() + ": ";
    }

    private String closest(String key) {
        return parser.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !OF_THE_COMMAND_LINE.contains(name))
                .map(name -> name.substring(2))
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .orElseThrow();
    }

    /** Letters to insert, delete or replace (Levenshtein 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

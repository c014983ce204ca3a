package io.maskstream.stream.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** The parsed values of all keys, and what goes to Kafka. Immutable. */
final class Values {

    private final Map<String, Object> parsed;
    private final Map<String, String> given;
    private final Map<String, String> kafka;

    private Values(Map<String, Object> parsed, Map<String, String> given, Map<String, String> kafka) {
        this.parsed = Map.copyOf(parsed);
        this.given = Map.copyOf(given);
        this.kafka = Map.copyOf(kafka);
    }

    /** @throws InvalidConfigException with every unknown key, missing key and value out of bounds */
    static Values parse(RawConfig raw) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, String> own = new TreeMap<>();
        Map<String, String> kafka = new TreeMap<>();
        Map<String, Key<?>> known = Keys.ALL.stream().collect(Collectors.toMap(Key::name, key -> key));
        raw.values().forEach((name, value) -> {
            if (name.startsWith(Keys.KAFKA_PREFIX)) kafka.put(name.substring(Keys.KAFKA_PREFIX.length()), value);
            else if (!known.containsKey(name)) problems.add(unknown(name, raw, known.keySet()));
            // An empty value means "not set", so that an override can take a value away.
            else if (!value.isEmpty()) own.put(name, value);
        });
        Map<String, Object> parsed = new HashMap<>();
        Map<String, ConfigValue> checked = Keys.definition().validateAll(own);
        for (Key<?> key : Keys.ALL) {
            ConfigValue value = checked.get(key.name());
            if (value == null || !value.errorMessages().isEmpty()) problems.add(invalid(key, own, raw));
            else if (value.value() != null)
                parsed.put(key.name(), key.rule().convert().apply(value.value()));
        }
        if (!problems.isEmpty()) throw new InvalidConfigException(problems);
        return new Values(parsed, own, kafka);
    }

    /** The value of a key that has a default or was required. */
    <T> T of(Key<T> key) {
        return optional(key).orElseThrow(() -> new IllegalStateException(key.name() + " has no default"));
    }

    @SuppressWarnings("unchecked") // parse() put the result of this key's own rule there
    <T> Optional<T> optional(Key<T> key) {
        return Optional.ofNullable((T) parsed.get(key.name()));
    }

    /** Without the prefix. */
    Map<String, String> kafka() {
        return kafka;
    }

    /** As the user would write it; secrets masked. */
    Map<String, String> effective() {
        Map<String, String> all = new TreeMap<>();
        for (Key<?> key : Keys.ALL)
            Optional.ofNullable(given.get(key.name()))
                    .or(key::defaultText)
                    .ifPresent(text -> all.put(key.name(), masked(key, text)));
        kafka.forEach((name, value) -> all.put(Keys.KAFKA_PREFIX + name, KafkaSecrets.masked(name, value)));
        return all;
    }

    private static String masked(Key<?> key, String text) {
        return key.rule().type() == ConfigDef.Type.PASSWORD ? KafkaSecrets.HIDDEN : text;
    }

    private static ConfigProblem invalid(Key<?> key, Map<String, String> own, RawConfig raw) {
        String text = own.get(key.name());
        String example = key.defaultText()
                .filter(t -> !t.isEmpty())
                .map(t -> ", for example " + t)
                .orElse("");
        String remedy = "must be " + key.rule().bound() + example;
        return text == null
                ? new ConfigProblem(key.name(), "", "is required and not set: " + key.doc() + " It " + remedy)
                : new ConfigProblem(key.name(), masked(key, text) + raw.origin(key.name()), remedy);
    }

    private static ConfigProblem unknown(String name, RawConfig raw, Set<String> known) {
        String remedy = NearestName.of(name, known)
                .or(() -> known.contains(Keys.PREFIX + name) ? Optional.of(Keys.PREFIX + name) : Optional.empty())
                .or(() -> NearestName.of(Keys.PREFIX + name, known))
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("keys begin with " + Keys.PREFIX + " or " + Keys.KAFKA_PREFIX
                        + "; `maskstream config table` lists them");
        // The value is left out: a misspelled secret is a secret.
        return new ConfigProblem(name + raw.origin(name), "", "unknown key; " + remedy);
    }
}

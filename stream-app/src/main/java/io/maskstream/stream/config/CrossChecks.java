package io.maskstream.stream.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What values must be to each other. */
final class CrossChecks {

    /** Kafka's names for what has a key of its own here; two places for one thing would contradict each other. */
    private static final Map<String, Key<?>> OWN_KEYS = Map.of(
            "application.id", Keys.APPLICATION_ID,
            "processing.guarantee", Keys.PROCESSING_GUARANTEE,
            "commit.interval.ms", Keys.COMMIT_INTERVAL);

    private final Values values;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CrossChecks(Values values) {
        this.values = values;
    }

    static List<ConfigProblem> of(Values values) {
        CrossChecks checks = new CrossChecks(values);
        checks.ownKeysOnly();
        checks.modelPolicy();
        checks.foreignAvro();
        checks.fetch();
        checks.kafkaTimes();
        return List.copyOf(checks.problems);
    }

    private void ownKeysOnly() {
        OWN_KEYS.forEach((name, key) -> {
            if (values.kafka().containsKey(name))
                problem(
                        Keys.KAFKA_PREFIX + name,
                        values.kafka().getOrDefault(name, ""),
                        "set " + key.name() + " instead");
        });
    }

    private void modelPolicy() {
        ModelPolicy policy = values.of(Keys.MODEL_POLICY);
        Optional<String> version = values.optional(Keys.MODEL_VERSION);
        if (policy == ModelPolicy.ANNOUNCED)
            problem(
                    Keys.MODEL_POLICY.name(),
                    Choice.spelled(policy),
                    "announcements are not available in this release; set latest, or pinned with "
                            + Keys.MODEL_VERSION.name());
        if (policy == ModelPolicy.PINNED && version.isEmpty())
            problem(Keys.MODEL_VERSION.name(), "", "is required by " + Keys.MODEL_POLICY.name() + " = pinned");
        if (policy == ModelPolicy.LATEST && version.isPresent())
            problem(
                    Keys.MODEL_VERSION.name(),
                    version.get(),
                    "has no effect with " + Keys.MODEL_POLICY.name()
                            + " = latest; set it to pinned, or remove the version");
    }

    private void foreignAvro() {
        if (values.of(Keys.INPUT_FORMAT) != InputFormat.AVRO) return;
        String why =
                "is required by " + Keys.INPUT_FORMAT.name() + " = avro: the path of a field, such as payload.image";
        for (Key<String> key : List.of(Keys.INPUT_AVRO_CONTENT, Keys.INPUT_AVRO_SOURCE))
            if (values.optional(key).isEmpty()) problem(key.name(), "", why);
        if (values.optional(Keys.INPUT_AVRO_SCHEMA).isEmpty()
                && values.optional(Keys.SCHEMA_REGISTRY_URL).isEmpty())
            problem(
                    Keys.INPUT_AVRO_SCHEMA.name(),
                    "",
                    "is required by " + Keys.INPUT_FORMAT.name() + " = avro, or else "
                            + Keys.SCHEMA_REGISTRY_URL.name());
    }

    private void fetch() {
        List<String> schemes = values.of(Keys.FETCH_SCHEMES);
        if (values.of(Keys.FETCH_HOSTS).isEmpty())
            for (String scheme : List.of("http", "https"))
                if (schemes.contains(scheme)) requiredBy(Keys.FETCH_HOSTS, scheme);
        if (schemes.contains("file") && values.of(Keys.FETCH_FOLDERS).isEmpty()) requiredBy(Keys.FETCH_FOLDERS, "file");
    }

    private void requiredBy(Key<?> key, String scheme) {
        problem(
                key.name(),
                "",
                "is required by " + Keys.FETCH_SCHEMES.name() + " = " + scheme + ": must be "
                        + key.rule().bound());
    }

    private void kafkaTimes() {
        try {
            KafkaTimes times = KafkaTimes.of(
                    values.of(Keys.PROCESSING_GUARANTEE) == ProcessingGuarantee.EXACTLY_ONCE_V2,
                    values.of(Keys.COMMIT_INTERVAL),
                    values.kafka(),
                    Keys.KAFKA_PREFIX);
            problems.addAll(times.problems(
                    values.of(Keys.INFLIGHT_MAX_TIME),
                    values.of(Keys.INFER_TIMEOUT),
                    values.of(Keys.BATCH_MAX_IMAGES)));
        } catch (InvalidConfigException e) {
            problems.addAll(e.problems());
        }
    }

    private void problem(String key, String value, String remedy) {
        problems.add(new ConfigProblem(key, value, remedy));
    }
}

package io.maskstream.stream.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What values must be to each other. */
final class CrossChecks {

    /** Streams' own default under exactly-once. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    /** The consumer's default. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);
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
        checks.transactionTimeout();
        checks.maxPollInterval();
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

    /** A drain that outlives its transaction is replayed, and outlives the next one too: a livelock. */
    private void transactionTimeout() {
        if (values.of(Keys.PROCESSING_GUARANTEE) != ProcessingGuarantee.EXACTLY_ONCE_V2) return;
        Duration timeout =
                kafkaMillis(TRANSACTION_TIMEOUT, "producer.transaction.timeout.ms", "transaction.timeout.ms");
        Duration inflight = values.of(Keys.INFLIGHT_MAX_TIME);
        String raise = ", or raise kafka.producer.transaction.timeout.ms (now " + timeout.toMillis() + ")";
        if (timeout.compareTo(inflight.multipliedBy(3)) < 0)
            problem(
                    Keys.INFLIGHT_MAX_TIME.name(),
                    Quantity.spelled(inflight),
                    "under exactly_once_v2 at most a third of the transaction timeout: lower it to "
                            + Quantity.spelled(timeout.dividedBy(3)) + raise);
        Duration infer = values.of(Keys.INFER_TIMEOUT);
        Duration commit = values.of(Keys.COMMIT_INTERVAL);
        if (infer.plus(commit).compareTo(timeout) >= 0)
            problem(
                    Keys.INFER_TIMEOUT.name(),
                    Quantity.spelled(infer),
                    "under exactly_once_v2, with " + Keys.COMMIT_INTERVAL.name() + " (" + Quantity.spelled(commit)
                            + "), must stay below the transaction timeout: lower one of them" + raise);
    }

    /**
     * Until a culprit is alone, its batch runs once whole and then in halves, and a control sample runs beside it: at
     * worst two calls a level, each of which may hang.
     */
    private void maxPollInterval() {
        Duration interval = kafkaMillis(
                MAX_POLL_INTERVAL,
                "main.consumer.max.poll.interval.ms",
                "consumer.max.poll.interval.ms",
                "max.poll.interval.ms");
        Duration infer = values.of(Keys.INFER_TIMEOUT);
        int levels = 32 - Integer.numberOfLeadingZeros(values.of(Keys.BATCH_MAX_IMAGES) - 1);
        Duration isolation = infer.multipliedBy(2L * levels + 2);
        if (isolation.compareTo(interval) >= 0)
            problem(
                    Keys.INFER_TIMEOUT.name(),
                    Quantity.spelled(infer),
                    "finding the culprit in a batch of " + values.of(Keys.BATCH_MAX_IMAGES) + " may take "
                            + Quantity.spelled(isolation)
                            + ", which must stay below the consumer's max.poll.interval.ms: lower it, or raise"
                            + " kafka.consumer.max.poll.interval.ms (now " + interval.toMillis() + ")");
    }

    /** The first of the names that is set. */
    private Duration kafkaMillis(Duration defaultValue, String... names) {
        for (String name : names) {
            String text = values.kafka().get(name);
            if (text == null) continue;
            try {
                return Duration.ofMillis(Long.parseLong(text));
            } catch (NumberFormatException e) {
                problem(Keys.KAFKA_PREFIX + name, text, "must be a whole number of milliseconds");
            }
        }
        return defaultValue;
    }

    private void problem(String key, String value, String remedy) {
        problems.add(new ConfigProblem(key, value, remedy));
    }
}

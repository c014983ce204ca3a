package io.maskstream.stream.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kafka's times into which the pipeline's own have to fit. Immutable.
 *
 * @param exactlyOnce whether commits are transactions
 * @param commitInterval between commits
 * @param transactionTimeout after which the broker aborts a transaction
 * @param maxPollInterval after which a silent consumer is taken for dead
 */
public record KafkaTimes(
        boolean exactlyOnce, Duration commitInterval, Duration transactionTimeout, Duration maxPollInterval) {

    /** Streams' own default under exactly-once. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    /** The consumer's default. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

    /**
     * Of an application that runs.
     *
     * @param streams its configuration, defaults left out
     */
    public static KafkaTimes of(Map<String, ?> streams) {
        boolean exactlyOnce = "exactly_once_v2".equals(String.valueOf(streams.get("processing.guarantee")));
        // Streams' defaults.
        Duration commitInterval = millis(
                streams, "", exactlyOnce ? Duration.ofMillis(100) : Duration.ofSeconds(30), "commit.interval.ms");
        return of(exactlyOnce, commitInterval, streams, "");
    }

    /**
     * @param clients Kafka's own keys
     * @param prefix under which the user sets them, for messages
     * @throws InvalidConfigException when one is no number
     */
    static KafkaTimes of(boolean exactlyOnce, Duration commitInterval, Map<String, ?> clients, String prefix) {
        return new KafkaTimes(
                exactlyOnce,
                commitInterval,
                millis(
                        clients,
                        prefix,
                        TRANSACTION_TIMEOUT,
                        "producer.transaction.timeout.ms",
                        "transaction.timeout.ms"),
                millis(
                        clients,
                        prefix,
                        MAX_POLL_INTERVAL,
                        "main.consumer.max.poll.interval.ms",
                        "consumer.max.poll.interval.ms",
                        "max.poll.interval.ms"));
    }

    /**
     * How long a drain may take: under exactly-once what the transaction leaves of its time when it began with the last
     * commit, less a tenth for the commit itself; else half of the poll interval.
     */
    public Duration drainBound() {
        return exactlyOnce
                ? transactionTimeout.minus(commitInterval).multipliedBy(9).dividedBy(10)
                : maxPollInterval.dividedBy(2);
    }

    /**
     * What does not fit. A drain that outlives its transaction is replayed, and outlives the next one too: a livelock.
     *
     * @param inflight {@code inflight.max.time}
     * @param infer {@code infer.timeout}
     * @param maxBatch {@code batch.max.images}
     */
    public List<ConfigProblem> problems(Duration inflight, Duration infer, int maxBatch) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (exactlyOnce) transaction(inflight, infer, problems);
        // Until a culprit is alone, its batch runs once whole and then in halves, and a control sample runs beside it:
        // at
        // worst two calls a level, each of which may hang.
        int levels = 32 - Integer.numberOfLeadingZeros(maxBatch - 1);
        Duration isolation = infer.multipliedBy(2L * levels + 2);
        if (isolation.compareTo(maxPollInterval) >= 0)
            problems.add(new ConfigProblem(
                    Keys.INFER_TIMEOUT.name(),
                    Quantity.spelled(infer),
                    "finding the culprit in a batch of " + maxBatch + " may take " + Quantity.spelled(isolation)
                            + ", which must stay below the consumer's max.poll.interval.ms: lower it, or raise"
                            + " kafka.consumer.max.poll.interval.ms (now " + maxPollInterval.toMillis() + ")"));
        return List.copyOf(problems);
    }

    private void transaction(Duration inflight, Duration infer, List<ConfigProblem> problems) {
        String raise = ", or raise kafka.producer.transaction.timeout.ms (now " + transactionTimeout.toMillis() + ")";
        if (transactionTimeout.compareTo(inflight.multipliedBy(3)) < 0)
            problems.add(new ConfigProblem(
                    Keys.INFLIGHT_MAX_TIME.name(),
                    Quantity.spelled(inflight),
                    "under exactly_once_v2 at most a third of the transaction timeout: lower it to "
                            + Quantity.spelled(transactionTimeout.dividedBy(3)) + raise));
        if (infer.plus(commitInterval).compareTo(transactionTimeout) >= 0)
            problems.add(new ConfigProblem(
                    Keys.INFER_TIMEOUT.name(),
                    Quantity.spelled(infer),
                    "under exactly_once_v2, with " + Keys.COMMIT_INTERVAL.name() + " ("
                            + Quantity.spelled(commitInterval)
                            + "), must stay below the transaction timeout: lower one of them" + raise));
    }

    /** The first of the names that is set. */
    private static Duration millis(Map<String, ?> values, String prefix, Duration defaultValue, String... names) {
        for (String name : names) {
            Object value = values.get(name);
            if (value == null) continue;
            try {
                return Duration.ofMillis(Long.parseLong(String.valueOf(value)));
            } catch (NumberFormatException e) {
                throw new InvalidConfigException(new ConfigProblem(
                        prefix + name, String.valueOf(value), "must be a whole number of milliseconds"));
            }
        }
        return defaultValue;
    }
}

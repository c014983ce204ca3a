package io.maskstream.stream.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * What {@code maskstream run} needs beyond an embedded pipeline; all of it is there. Immutable.
 *
 * @param applicationId consumer group
 * @param bootstrapServers of Kafka
 * @param inputTopics at least one
 * @param outputTopic for classifications
 * @param httpHost to bind; loopback unless there is a token
 * @param httpPort to bind; 0: a free one
 * @param httpToken that /metrics asks for
 */
public record Standalone(
        String applicationId,
        String bootstrapServers,
        List<String> inputTopics,
        String outputTopic,
        String httpHost,
        int httpPort,
        Optional<Password> httpToken) {

    static Standalone of(Values values) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (Key<?> key : Keys.ALL)
            if (key.need() == Key.Need.STANDALONE && values.optional(key).isEmpty())
                problems.add(new ConfigProblem(
                        key.name(), "", "`run` needs it; must be " + key.rule().bound()));
        String bootstrap = values.kafka().getOrDefault("bootstrap.servers", "");
        if (bootstrap.isEmpty())
            problems.add(new ConfigProblem(
                    Keys.BOOTSTRAP_SERVERS, "", "`run` needs it; must be host:port pairs, separated by commas"));
        String host = values.of(Keys.HTTP_HOST);
        if (!isLoopback(host) && values.optional(Keys.HTTP_TOKEN).isEmpty())
            problems.add(new ConfigProblem(
                    Keys.HTTP_HOST.name(),
                    host,
                    "others can reach it: set " + Keys.HTTP_TOKEN.name() + ", or bind 127.0.0.1"));
        if (!problems.isEmpty()) throw new InvalidConfigException(problems);
        return new Standalone(
                values.of(Keys.APPLICATION_ID),
                bootstrap,
                values.of(Keys.INPUT_TOPICS),
                values.of(Keys.OUTPUT_TOPIC),
                host,
                values.of(Keys.HTTP_PORT),
                values.optional(Keys.HTTP_TOKEN));
    }

    /** By its text: what a name resolves to may change after the check. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }
}

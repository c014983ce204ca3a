package io.maskstream.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kafka Streams should be set to where images flow, and why. Safe for many threads. */
final class StreamsDefaults {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsDefaults.class);

    private record Recommended(String value, String streamsDefault, String why) {}

    private static final Map<String, Recommended> RECOMMENDED = recommended();

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    private static Map<String, Recommended> recommended() {
        Map<String, Recommended> all = new LinkedHashMap<>();
        all.put(
                StreamsConfig.POLL_MS_CONFIG,
                new Recommended("5", "100", "results that are ready wait for it while nothing arrives"));
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                new Recommended("2", "100", "every result waits for it"));
        all.put(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                new Recommended("64", "1000", "it counts records, not bytes: images fill the heap"));
        all.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                new Recommended("64", "1000", "it counts records, not bytes: images fill the heap"));
        all.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                new Recommended(
                        "1000",
                        "100 or 30000",
                        "each commit empties the batches; after a crash what came since is repeated"));
        return all;
    }

    static Properties properties() {
        Properties properties = new Properties();
        RECOMMENDED.forEach((key, recommended) -> properties.put(key, recommended.value()));
        return properties;
    }

    /** Once a key: what is set otherwise may be meant so. */
    void compare(Map<String, ?> running) {
        RECOMMENDED.forEach((key, recommended) -> {
            Object value = running.get(key);
            String actual = value == null ? recommended.streamsDefault() : String.valueOf(value);
            if (!actual.equals(recommended.value()) && warned.add(key))
                LOG.atWarn()
                        .addKeyValue("key", key)
                        .addKeyValue("value", actual)
                        .addKeyValue("recommended", recommended.value())
                        .addKeyValue("why", recommended.why())
                        .log("Kafka Streams is not set as ImageClassification.streamsDefaults() recommends");
        });
    }
}

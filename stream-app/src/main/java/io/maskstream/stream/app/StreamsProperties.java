package io.maskstream.stream.app;

import io.maskstream.stream.commit.StreamsVersion;
import io.maskstream.stream.config.PipelineConfig;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams runs with: the recommended values, over them the configuration, over it the operator's {@code kafka.*}. */
final class StreamsProperties {

    private StreamsProperties() {}

    /** @param recommended not changed */
    static Properties of(PipelineConfig config, Properties recommended) {
        Properties streams = new Properties();
        streams.putAll(recommended);
        // Without a global store of no effect, but Streams warns at every start as long as it is not set.
        streams.setProperty("processing.exception.handler.global.enabled", "true");
        if (!StreamsVersion.running().leavesGroupWhenAsked())
            streams.setProperty(StreamsConfig.mainConsumerPrefix("internal.leave.group.on.close"), "true");
        // Topics are not joined, so no frame waits until another topic is known to be empty; looking costs a tenth of
        // the StreamThread's time.
        streams.setProperty(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, Long.toString(StreamsConfig.MAX_TASK_IDLE_MS_DISABLED));
        streams.setProperty(
                StreamsConfig.APPLICATION_ID_CONFIG, config.standalone().applicationId());
        streams.setProperty(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                config.processingGuarantee().name().toLowerCase(Locale.ROOT));
        streams.setProperty(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Long.toString(config.commitInterval().toMillis()));
        config.kafka().forEach((key, value) -> {
            // A recommendation for one client (producer.linger.ms) would win over what the operator sets for all
            // (linger.ms).
            streams.keySet().removeIf(set -> set.toString().endsWith("." + key));
            streams.setProperty(key, value);
        });
        return streams;
    }
}

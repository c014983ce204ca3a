package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.stream.commit.StreamsVersion;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class StreamsPropertiesTest {

    private final Properties recommended = new Properties();

    StreamsPropertiesTest() {
        recommended.putAll(Map.of(
                "poll.ms", "5",
                "commit.interval.ms", "1000",
                "producer.linger.ms", "2",
                "consumer.max.poll.records", "64"));
    }

    @Test
    void configurationLiesOverTheRecommendations() {
        Properties leaving = new Properties();
        if (!StreamsVersion.running().leavesGroupWhenAsked())
            leaving.put("main.consumer.internal.leave.group.on.close", "true");
        Properties streams = StreamsProperties.of(
                Configs.with(
                        "maskstream.processing.guarantee", "exactly_once_v2",
                        "maskstream.commit.interval", "2 s",
                        "kafka.num.stream.threads", "3",
                        "kafka.poll.ms", "7"),
                recommended);
        assertThat(streams).containsAllEntriesOf(leaving);
        leaving.keySet().forEach(streams::remove);
        assertThat(streams)
                .containsOnly(
                        Map.entry("application.id", "app"),
                        Map.entry("bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry("processing.guarantee", "exactly_once_v2"),
                        Map.entry("commit.interval.ms", "2000"),
                        Map.entry("processing.exception.handler.global.enabled", "true"),
                        Map.entry("max.task.idle.ms", "-1"),
                        Map.entry("num.stream.threads", "3"),
                        Map.entry("poll.ms", "7"),
                        Map.entry("producer.linger.ms", "2"),
                        Map.entry("consumer.max.poll.records", "64"));
    }

    @Test
    void whatTheOperatorSetsForAllClientsBeatsARecommendationForOne() {
        assertThat(StreamsProperties.of(Configs.with("kafka.linger.ms", "50"), recommended))
                .containsEntry("linger.ms", "50")
                .doesNotContainKey("producer.linger.ms");
    }

    @Test
    void recommendationsAreNotTouched() {
        StreamsProperties.of(Configs.with("kafka.linger.ms", "50"), recommended);
        assertThat(recommended).containsEntry("producer.linger.ms", "2");
    }
}

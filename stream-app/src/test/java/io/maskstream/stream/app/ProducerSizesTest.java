package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.PipelineConfig;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProducerSizesTest {

    private static final int MIB = 1024 * 1024;

    private final Properties streams = new Properties();

    private List<ConfigProblem> fit(PipelineConfig config, long neededBytes) {
        streams.putAll(StreamsProperties.of(config, new Properties()));
        return ProducerSizes.fit(streams, config.kafka(), neededBytes);
    }

    @Test
    void whatTheOperatorDidNotSetIsRaised() {
        assertThat(fit(Configs.with(), 40L * MIB)).isEmpty();
        assertThat(streams)
                .containsEntry("producer.max.request.size", "41943040")
                .containsEntry("producer.buffer.memory", "41943040");
    }

    @Test
    void whatSufficesIsLeftAlone() {
        assertThat(fit(Configs.with(), MIB)).isEmpty();
        assertThat(streams).doesNotContainKeys("producer.max.request.size", "producer.buffer.memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.producer.max.request.size", "kafka.max.request.size"})
    void whatTheOperatorSetTooSmallIsAProblem(String key) {
        assertThat(fit(Configs.with(key, "2097151"), 2L * MIB))
                .containsExactly(new ConfigProblem(
                        key,
                        "2097151",
                        "a dead letter of the largest frame that the input topics take needs at least 2097152; set that,"
                                + " or remove the key"));
        assertThat(fit(Configs.with(key, "2097152"), 2L * MIB)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsAProblem() {
        assertThat(fit(Configs.with("kafka.producer.buffer.memory", "32 MiB"), MIB))
                .extracting(ConfigProblem::key)
                .containsExactly("kafka.producer.buffer.memory");
    }
}

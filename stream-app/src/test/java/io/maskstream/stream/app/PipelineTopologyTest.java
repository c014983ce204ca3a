package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationJson;
import io.maskstream.schemas.WireFormat;
import io.maskstream.stream.config.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Around the step, which has tests of its own: here it takes any value for a frame's id. */
final class PipelineTopologyTest {

    private static Classification classification(byte[] value) {
        return Classification.newBuilder()
                .setResultId("r")
                .setFrameId(new String(value, StandardCharsets.UTF_8))
                .setSourceId("cam")
                .setCaptureTime(Instant.EPOCH)
                .build();
    }

    private static final class Step extends ContextualFixedKeyProcessor<byte[], byte[], Classification> {
        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            context().forward(record.withValue(classification(record.value())));
        }
    }

    private static List<TestRecord<byte[], byte[]>> run(
            PipelineConfig config, String topic, byte @Nullable [] key, byte[] value) {
        Properties properties = StreamsProperties.of(config, new Properties());
        try (TopologyTestDriver driver = new TopologyTestDriver(Pipeline.topology(config, Step::new), properties)) {
            driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(key, value);
            TestOutputTopic<byte[], byte[]> out =
                    driver.createOutputTopic("labels", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            return out.readRecordsToList();
        }
    }

    @Test
    void everyInputTopicLeadsToTheOutputTopicKeysUntouched() {
        PipelineConfig config = Configs.with("maskstream.input.topics", "a,b");
        byte[] key = {(byte) 0xff, 0, 1};
        for (String topic : List.of("a", "b"))
            assertThat(run(config, topic, key, "f1".getBytes(StandardCharsets.UTF_8)))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.key()).isEqualTo(key);
                        assertThat(WireFormat.singleObject(Classification.class)
                                        .decode(record.value())
                                        .getFrameId())
                                .isEqualTo("f1");
                    });
    }

    @Test
    void aNullKeyStaysNull() {
        assertThat(run(Configs.with(), "frames", null, new byte[] {'f'}))
                .singleElement()
                .satisfies(record -> assertThat(record.key()).isNull());
    }

    @Test
    void jsonIsWrittenWhereItIsAskedFor() {
        assertThat(run(Configs.with("maskstream.output.format", "json"), "frames", null, new byte[] {'f'}))
                .singleElement()
                .satisfies(record -> assertThat(
                                new ClassificationJson().decode(record.value()).getFrameId())
                        .isEqualTo("f"));
    }
}

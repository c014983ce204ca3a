package io.maskstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.fixture.TinyModel;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.fetch.FoundFetcher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as an application uses it, with a real model. The README quotes from here. */
final class EmbeddingTest {

    private static final String BEGIN = "// README: begin";
    private static final String END = "// README: end";

    @TempDir
    private Path models;

    private final StreamsBuilder builder = new StreamsBuilder();
    private final Properties properties = ImageClassification.streamsDefaults();

    @BeforeEach
    void writeModel() throws IOException {
        TinyModel.write(models, TinyModel.spec("colours", "1", 8));
        properties.put("state.dir", "target/kafka-streams");
    }

    @Test
    void aTopologyClassifiesFramesInTenLines() {
        Path modelDir = models.resolve("colours");
        // README: begin
        PipelineConfig config = PipelineConfig.of(
                Map.of("maskstream.model.dir", modelDir.toString(), "maskstream.dead.letter.topic", "frames-dead"));
        try (ImageClassification classification = ImageClassification.of(config)) {
            builder.stream("frames", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                    .processValues(classification.processor("classify"), Named.as("classify"))
                    .to("labels", Produced.with(Serdes.String(), ClassificationSerde.of(config)));
            // README: end
            try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
                driver.createInputTopic("frames", new StringSerializer(), new ByteArraySerializer())
                        .pipeInput("gate", serialized(green()));
                Classification label = driver.createOutputTopic(
                                "labels",
                                new StringDeserializer(),
                                ClassificationSerde.singleObject().deserializer())
                        .readValue();
                assertThat(label.getPredictions().get(0).getLabel()).isEqualTo("green");
                assertThat(label.getResultId()).isEqualTo("frames-0-0");
                assertThat(label.getModel().getVersion()).isEqualTo("1");
            }
        }
    }

    @Test
    void anApplicationClassifiesItsOwnRecordsAndEnrichesThem() {
        PipelineConfig config = PipelineConfig.of(Map.of(
                "maskstream.model.dir",
                models.resolve("colours").toString(),
                "maskstream.dead.letter.topic",
                "orders-dead"));
        try (ImageClassification classification = ImageClassification.of(config)) {
            builder.stream("orders", Consumed.with(Serdes.String(), Serdes.String()))
                    .processValues(
                            classification.processor(
                                    "colour",
                                    record -> Frame.builder("scanner", Instant.now(), pixel(record.value()))
                                            .build(),
                                    (record, c) -> record.value() + " is "
                                            + c.getPredictions().get(0).getLabel(),
                                    Serdes.String()),
                            Named.as("colour"))
                    .to("coloured", Produced.with(Serdes.String(), Serdes.String()));
            try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
                var orders = driver.createInputTopic("orders", new StringSerializer(), new StringSerializer());
                orders.pipeInput("1", "0000ff");
                orders.pipeInput("2", "no colour");
                orders.pipeInput("3", "ff0000");
                assertThat(driver.createOutputTopic("coloured", new StringDeserializer(), new StringDeserializer())
                                .readValuesToList())
                        .containsExactly("0000ff is blue", "ff0000 is red");
                assertThat(driver.createOutputTopic("orders-dead", new StringDeserializer(), new StringDeserializer())
                                .readValuesToList())
                        .containsExactly("no colour");
            }
        }
    }

    @Test
    void aFetcherOnTheClassPathIsFound() {
        PipelineConfig config = PipelineConfig.of(Map.of(
                "maskstream.model.dir",
                models.resolve("colours").toString(),
                "maskstream.dead.letter.topic",
                "frames-dead",
                "maskstream.fetch.schemes",
                FoundFetcher.SCHEME));
        ImageFrame frame = green();
        frame.setContent(null);
        frame.setContentRef(new ContentRef(FoundFetcher.SCHEME + "://cameras/1", -1L, null));
        try (ImageClassification classification = ImageClassification.of(config, new SimpleMeterRegistry())) {
            builder.stream("frames", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                    .processValues(classification.processor("classify"), Named.as("classify"))
                    .to("labels", Produced.with(Serdes.String(), ClassificationSerde.of(config)));
            try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
                driver.createInputTopic("frames", new StringSerializer(), new ByteArraySerializer())
                        .pipeInput("gate", serialized(frame));
                assertThat(driver.createOutputTopic(
                                        "labels",
                                        new StringDeserializer(),
                                        ClassificationSerde.singleObject().deserializer())
                                .readValue()
                                .getPredictions()
                                .get(0)
                                .getLabel())
                        .isEqualTo("green");
            }
        }
    }

    @Test
    void readmeShowsTheCodeOfThisTest() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/maskstream/stream/EmbeddingTest.java"));
        int from = indexOf(source, BEGIN);
        String code = source.subList(from + 1, indexOf(source, END)).stream()
                .map(line -> line.substring(8))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../README.md"))).contains(code);
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) if (lines.get(i).strip().equals(marker)) return i;
        throw new AssertionError(marker + " is missing");
    }

    private static ImageFrame green() {
        return ImageFrame.newBuilder()
                .setFrameId("1")
                .setSourceId("gate")
                .setCaptureTime(Instant.EPOCH)
                .setEncoding(io.maskstream.schemas.ImageEncoding.RAW_RGB24)
                .setWidth(1)
                .setHeight(1)
                .setContent(ByteBuffer.wrap(new byte[] {0, (byte) 255, 0}))
                .build();
    }

    private static byte[] serialized(ImageFrame frame) {
        return FrameSerde.singleObject().serializer().serialize("frames", frame);
    }

    private static EncodedImage pixel(String hex) {
        int rgb = Integer.parseInt(hex, 16);
        byte[] bytes = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
        return new EncodedImage(ByteBuffer.wrap(bytes), ImageEncoding.RAW_RGB24, OptionalInt.of(1), OptionalInt.of(1));
    }
}

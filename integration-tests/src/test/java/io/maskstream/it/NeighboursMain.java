package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.stream.FailurePolicy;
import io.maskstream.stream.Frame;
import io.maskstream.stream.ImageClassification;
import io.maskstream.stream.config.PipelineConfig;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The library in an application with state: a cached windowed count after one step, a cached table before another, and two
 * steps in a row. One process, one engine; runs until it is killed.
 */
public final class NeighboursMain {

    /** Longer than a test: a count is that of the whole test, or of two windows when midnight lies within. */
    static final Duration WINDOW = Duration.ofDays(1);

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final FrameSerde FRAMES = FrameSerde.singleObject();
    private static final ClassificationSerde RESULTS = ClassificationSerde.singleObject();

    private NeighboursMain() {}

    /** @param args the properties file: Kafka Streams' settings, and of each part its topics */
    public static void main(String[] args) throws Exception {
        Properties properties = ImageClassification.streamsDefaults();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(in);
        }
        PipelineConfig config = PipelineConfig.of(Map.of(
                "maskstream.model.dir",
                properties.getProperty("test.model"),
                "maskstream.batch.max.images",
                "8",
                "maskstream.device",
                "cpu",
                "maskstream.dead.letter.topic",
                properties.getProperty("test.dead")));
        ImageClassification classification = ImageClassification.of(config);
        StreamsBuilder builder = new StreamsBuilder();
        count(builder, classification, properties);
        table(builder, classification, properties);
        chain(builder, classification, properties);
        KafkaStreams streams = new KafkaStreams(builder.build(), properties);
        streams.setUncaughtExceptionHandler(new FailurePolicy());
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) Runtime.getRuntime().halt(1);
        });
        streams.start();
    }

    /** Downstream: how many results each key has. */
    private static void count(StreamsBuilder builder, ImageClassification classification, Properties properties) {
        KStream<byte[], Classification> results = builder.stream(
                        properties.getProperty("test.count.in"), Consumed.with(BYTES, BYTES))
                .processValues(classification.processor("counted"), Named.as("counted"));
        results.to(properties.getProperty("test.count.out"), Produced.with(BYTES, RESULTS));
        results.groupByKey(Grouped.with(BYTES, RESULTS))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(WINDOW))
                .count(Materialized.<byte[], Long, WindowStore<Bytes, byte[]>>as("counts")
                        .withKeySerde(BYTES)
                        .withValueSerde(Serdes.Long())
                        .withCachingEnabled())
                .toStream((window, count) ->
                        new String(window.key(), UTF_8) + "@" + window.window().start())
                .to(properties.getProperty("test.counts"), Produced.with(Serdes.String(), Serdes.Long()));
    }

    /** Upstream: the newest frame of each key, which the cache gives out when it is flushed before a commit. */
    private static void table(StreamsBuilder builder, ImageClassification classification, Properties properties) {
        builder.table(
                        properties.getProperty("test.table.in"),
                        Consumed.with(BYTES, BYTES),
                        Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as("frames")
                                .withCachingEnabled())
                .toStream()
                .processValues(classification.processor("tabled"), Named.as("tabled"))
                .to(properties.getProperty("test.table.out"), Produced.with(BYTES, RESULTS));
    }

    /** The first step passes its record on, the second one classifies it again. */
    private static void chain(StreamsBuilder builder, ImageClassification classification, Properties properties) {
        builder.stream(properties.getProperty("test.chain.in"), Consumed.with(BYTES, BYTES))
                .processValues(
                        classification.processor(
                                "first", record -> frame(record.value()), (record, result) -> record.value(), BYTES),
                        Named.as("first"))
                .processValues(classification.processor("second"), Named.as("second"))
                .to(properties.getProperty("test.chain.out"), Produced.with(BYTES, RESULTS));
    }

    private static Frame frame(byte[] value) {
        ImageFrame frame = FRAMES.deserializer().deserialize("", value);
        EncodedImage image = new EncodedImage(
                frame.getContent(),
                ImageEncoding.valueOf(frame.getEncoding().name()),
                OptionalInt.of(Models.SIZE),
                OptionalInt.of(Models.SIZE));
        return Frame.builder(frame.getSourceId(), frame.getCaptureTime(), image).build();
    }
}

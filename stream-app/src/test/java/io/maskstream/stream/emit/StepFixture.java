package io.maskstream.stream.emit;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.Region;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.batch.ScriptedEngine;
import io.maskstream.stream.consume.ExtractedFrames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topology with a classification step over a scripted engine. A value is a list of frame ids, separated by blanks, that a
 * step before makes single frames of, so that several are in flight between two commits: the test driver commits after each
 * input record. "id/n" is a frame of n regions.
 */
final class StepFixture implements AutoCloseable {

    static final Instant NOW = Instant.ofEpochSecond(1_000);

    final ScriptedEngine engine = new ScriptedEngine();
    final List<String> reported = new ArrayList<>();
    final StreamsBuilder builder = new StreamsBuilder();
    private final Properties config = new Properties();
    EmitSettings settings = settings(Duration.ofSeconds(30));
    private @Nullable TopologyTestDriver driver;

    static EmitSettings settings(Duration drainBound) {
        return new EmitSettings(
                "dead",
                Optional.empty(),
                OptionalDouble.empty(),
                1 << 20,
                running -> drainBound,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    StepFixture with(Map<String, ?> streams) {
        config.putAll(streams);
        return this;
    }

    KStream<String, String> frames() {
        return builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .flatMapValues(ids -> ids == null ? Arrays.asList((String) null) : List.of(ids.split(" ")));
    }

    /** in - step - out. */
    StepFixture plain() {
        frames().processValues(step("step"))
                .to("out", Produced.with(Serdes.String(), ClassificationSerde.singleObject()));
        return this;
    }

    ClassificationStep<String, String, Classification> step(String name) {
        return new ClassificationStep<>(
                name,
                engine,
                settings,
                new StepTypes<>(
                        (record, origin) -> new ExtractedFrames<String, String>(r -> frame(r.value())).read(record),
                        (record, c) -> c,
                        Serdes.String().serializer(),
                        StepTypes.ResultIds.FRAME_ID),
                new OutcomeListener() {
                    @Override
                    public void brokerWait(Duration time) {}

                    @Override
                    public void frame(Outcome outcome, String sourceId) {
                        reported.add(outcome.getClass().getSimpleName() + " " + sourceId);
                    }
                });
    }

    static Frame frame(String text) {
        if (text.startsWith("unreadable")) throw new IllegalArgumentException("not a frame: " + text);
        String[] parts = text.split("/");
        int regions = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        EncodedImage image = EncodedImage.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Frame.Builder frame = Frame.builder("camera", NOW.minusSeconds(1), image)
                .frameId(parts[0])
                .attributes(Map.of("place", "gate"))
                .regions(IntStream.range(0, regions)
                        .mapToObj(i -> new NamedRegion("roi" + i, new Region(i, 0, 1, 1)))
                        .toList());
        if (text.startsWith("late")) frame.deadline(NOW.minusMillis(1));
        return frame.build();
    }

    TopologyTestDriver driver() {
        config.put("state.dir", "target/kafka-streams");
        if (driver == null) driver = new TopologyTestDriver(builder.build(), config);
        return driver;
    }

    void pipe(@Nullable String key, @Nullable String ids) {
        TestInputTopic<String, String> in =
                driver().createInputTopic("in", new StringSerializer(), new StringSerializer());
        in.pipeInput(new TestRecord<>(key, ids, NOW.minusMillis(1500)));
    }

    void pipe(String ids) {
        pipe("key", ids);
    }

    List<Classification> results() {
        return this.<Classification>topic(
                        "out", ClassificationSerde.singleObject().deserializer())
                .readValuesToList();
    }

    List<String> resultIds() {
        return results().stream().map(Classification::getResultId).toList();
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return topic("dead", new ByteArrayDeserializer()).readRecordsToList();
    }

    List<String> deadValues() {
        return deadLetters().stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    <V> TestOutputTopic<String, V> topic(String name, Deserializer<V> values) {
        return driver().createOutputTopic(name, new StringDeserializer(), values);
    }

    @Override
    public void close() {
        if (driver != null) driver.close();
        driver = null;
    }
}

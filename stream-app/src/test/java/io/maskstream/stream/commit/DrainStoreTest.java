package io.maskstream.stream.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DrainStoreTest {

    /** What Kafka Streams knows of the key "k". */
    private static final String RAW_KEY = RawBytes.areKept() ? "k" : "null";

    private final StreamsBuilder builder = new StreamsBuilder();

    @Test
    void aRecordThatIsHeldBackLeavesBeforeTheCommit() {
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .processValues(new HoldingSupplier("hold"))
                .to("out");
        try (TopologyTestDriver driver = driver()) {
            input(driver).pipeInput("k", "v");
            assertThat(driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                            .readKeyValue())
                    .isEqualTo(KeyValue.pair("k", "v"));
        }
    }

    @Test
    void aHeldRecordLeavesUnderItsOwnContextAndTheContextIsPutBack() {
        List<String> downstream = new ArrayList<>();
        HoldingSupplier hold = new HoldingSupplier("hold");
        hold.emitsPreviousInProcess = true;
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .processValues(hold)
                .processValues(() -> new Recording(downstream));
        // One commit for both records: the first leaves from inside process() of the second.
        try (TopologyTestDriver driver = driver()) {
            hold.drains = false;
            input(driver).pipeInput(new TestRecord<>("k", "first", header("h", "1"), 1000L));
            input(driver).pipeInput(new TestRecord<>("k", "second", header("h", "2"), 2000L));
            hold.drains = true;
            input(driver).pipeInput(new TestRecord<>("k", "third", header("h", "3"), 3000L));
        }
        assertThat(downstream)
                .containsExactly(
                        "first offset=0 h=1 raw=" + RAW_KEY,
                        "second offset=1 h=2 raw=" + RAW_KEY,
                        "third offset=2 h=3 raw=" + RAW_KEY);
        assertThat(hold.afterEmission).containsExactly("offset=1 h=2", "offset=2 h=3", "offset=2 h=3");
    }

    @Test
    void aPunctuatorMayRunAsAnEarlierRecord() {
        List<String> downstream = new ArrayList<>();
        HoldingSupplier hold = new HoldingSupplier("hold");
        hold.drains = false;
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .processValues(hold)
                .processValues(() -> new Recording(downstream));
        try (TopologyTestDriver driver = driver()) {
            input(driver).pipeInput(new TestRecord<>("k", "v", header("h", "1"), 1000L));
            assertThat(downstream).isEmpty();
            driver.advanceWallClockTime(Duration.ofMillis(20));
            assertThat(downstream).containsExactly("v offset=0 h=1 raw=" + RAW_KEY);
        }
    }

    @Test
    void deadLettersLeaveAsRawBytesAndReachNoChild() {
        HoldingSupplier hold = new HoldingSupplier("hold");
        hold.deadLetters = true;
        List<String> downstream = new ArrayList<>();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .processValues(hold)
                .processValues(() -> new Recording(downstream));
        try (TopologyTestDriver driver = driver()) {
            input(driver).pipeInput("k", "v");
            assertThat(driver.createOutputTopic("dead", new StringDeserializer(), new StringDeserializer())
                            .readKeyValue())
                    .isEqualTo(KeyValue.pair("k", "v!"));
            assertThat(downstream).isEmpty();
        }
    }

    @Test
    void rawBytesSurviveASiblingSinkThatClearsThem() {
        List<String> downstream = new ArrayList<>();
        HoldingSupplier hold = new HoldingSupplier("hold");
        KStream<String, String> in = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
        in.processValues(hold).processValues(() -> new Recording(downstream));
        in.to("copy");
        try (TopologyTestDriver driver = driver()) {
            input(driver).pipeInput("k", "v");
        }
        assertThat(downstream).containsExactly("v offset=0 h= raw=" + RAW_KEY);
    }

    @Test
    void aFatalFailureEndsTheTaskEvenUnderLogAndContinue() {
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .processValues(new FixedKeyProcessorSupplier<String, String, String>() {
                    private final Set<StoreBuilder<?>> stores = Set.of(DrainStore.builder("fatal-drain"));

                    @Override
                    public Set<StoreBuilder<?>> stores() {
                        return stores;
                    }

                    @Override
                    public FixedKeyProcessor<String, String, String> get() {
                        return new FixedKeyProcessor<>() {
                            private DrainStore.@Nullable Task task;

                            @Override
                            public void init(FixedKeyProcessorContext<String, String> context) {
                                task = DrainStore.bind(context, "fatal-drain", () -> {});
                            }

                            @Override
                            public void process(FixedKeyRecord<String, String> record) {
                                if (task != null) throw task.fatal(new IllegalStateException("device gone"));
                            }
                        };
                    }
                });
        Properties config = config();
        config.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class.getName());
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            TestInputTopic<String, String> in = input(driver);
            assertThatThrownBy(() -> in.pipeInput("k", "v")).hasRootCauseMessage("device gone");
        }
    }

    @Test
    void oneNameForTwoStepsIsRefused() {
        KStream<String, String> in = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
        in.processValues(new HoldingSupplier("same")).to("a");
        in.processValues(new HoldingSupplier("same")).to("b");
        assertThatThrownBy(builder::build).isInstanceOf(TopologyException.class).hasMessageContaining("same-drain");
    }

    @Test
    void oneSupplierAtTwoPlacesIsRefused() {
        HoldingSupplier hold = new HoldingSupplier("shared");
        KStream<String, String> in = builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()));
        in.processValues(hold).to("a");
        in.processValues(hold).to("b");
        assertThatThrownBy(() -> driver().close()).hasRootCauseInstanceOf(UnsupportedStreamsException.class);
    }

    @Test
    void aContextThatIsNotATasksIsRefused() {
        HoldingSupplier hold = new HoldingSupplier("hold");
        @SuppressWarnings("unchecked")
        FixedKeyProcessorContext<String, String> mock =
                (FixedKeyProcessorContext<String, String>) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {FixedKeyProcessorContext.class},
                        (p, m, a) -> null);
        assertThatThrownBy(() -> hold.get().init(mock)).isInstanceOf(UnsupportedStreamsException.class);
    }

    private static RecordHeaders header(String key, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private TopologyTestDriver driver() {
        return new TopologyTestDriver(builder.build(), config());
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        return config;
    }

    private static TestInputTopic<String, String> input(TopologyTestDriver driver) {
        return driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
    }

    private static String describe(FixedKeyProcessorContext<?, ?> context) {
        RecordMetadata metadata = context.recordMetadata().orElse(null);
        if (metadata == null) return "none";
        RecordContext record = (RecordContext) metadata;
        var h = record.headers().lastHeader("h");
        return "offset=" + record.offset() + " h=" + (h == null ? "" : new String(h.value(), StandardCharsets.UTF_8));
    }

    /** Keeps records until it is drained. */
    private static final class HoldingSupplier implements FixedKeyProcessorSupplier<String, String, String> {

        private final String name;
        private final Set<StoreBuilder<?>> stores;
        private final List<String> afterEmission = new ArrayList<>();
        private boolean drains = true;
        private boolean emitsPreviousInProcess;
        private boolean deadLetters;

        HoldingSupplier(String name) {
            this.name = name + "-drain";
            this.stores = Set.of(DrainStore.builder(this.name));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return stores;
        }

        @Override
        public FixedKeyProcessor<String, String, String> get() {
            return new Holding();
        }

        private record Held(FixedKeyRecord<String, String> record, DrainStore.Origin origin) {}

        private final class Holding implements FixedKeyProcessor<String, String, String> {

            private final Deque<Held> held = new ArrayDeque<>();
            private @Nullable FixedKeyProcessorContext<String, String> context;
            private DrainStore.@Nullable Task task;

            @Override
            public void init(FixedKeyProcessorContext<String, String> context) {
                this.context = context;
                task = DrainStore.bind(context, name, () -> {
                    if (drains) emit();
                });
                context.schedule(Duration.ofMillis(10), PunctuationType.WALL_CLOCK_TIME, t -> emit());
            }

            @Override
            public void process(FixedKeyRecord<String, String> record) {
                DrainStore.Origin origin = Objects.requireNonNull(task).origin(record.key());
                if (emitsPreviousInProcess) emit();
                held.add(new Held(record, origin));
            }

            private void emit() {
                FixedKeyProcessorContext<String, String> c = Objects.requireNonNull(context);
                DrainStore.Task t = Objects.requireNonNull(task);
                for (Held h = held.poll(); h != null; h = held.poll()) {
                    Held current = h;
                    t.runAs(h.origin, () -> {
                        if (deadLetters)
                            t.send(new ProducerRecord<>(
                                    "dead",
                                    current.origin.rawKey().orElseThrow(),
                                    (current.record.value() + "!").getBytes(StandardCharsets.UTF_8)));
                        else c.forward(current.record);
                    });
                    afterEmission.add(describe(c));
                }
            }

            @Override
            public void close() {
                Objects.requireNonNull(task).release();
            }
        }
    }

    private static final class Recording implements FixedKeyProcessor<String, String, String> {

        private final List<String> seen;
        private @Nullable FixedKeyProcessorContext<String, String> context;

        Recording(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public void init(FixedKeyProcessorContext<String, String> context) {
            this.context = context;
        }

        @Override
        public void process(FixedKeyRecord<String, String> record) {
            FixedKeyProcessorContext<String, String> c = Objects.requireNonNull(context);
            byte[] raw =
                    RawBytes.key((ProcessorRecordContext) c.recordMetadata().orElseThrow());
            seen.add(record.value() + " " + describe(c) + " raw="
                    + (raw == null ? "null" : new String(raw, StandardCharsets.UTF_8)));
        }
    }
}

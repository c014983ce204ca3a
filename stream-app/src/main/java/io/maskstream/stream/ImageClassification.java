package io.maskstream.stream;

import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.TorchScriptRuntime;
import io.maskstream.schemas.Classification;
import io.maskstream.stream.batch.MicroBatchEngine;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.KafkaTimes;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.consume.ExtractedFrames;
import io.maskstream.stream.consume.FrameReader;
import io.maskstream.stream.emit.ClassificationStep;
import io.maskstream.stream.emit.EmitSettings;
import io.maskstream.stream.emit.RecordReader;
import io.maskstream.stream.emit.StepTypes;
import io.maskstream.stream.fetch.ContentFetcher;
import io.maskstream.stream.fetch.ContentFetchers;
import io.maskstream.stream.infer.CrashGuard;
import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.lifecycle.ModelState;
import io.maskstream.stream.lifecycle.ModelWatcher;
import io.maskstream.stream.lifecycle.WatchSettings;
import io.maskstream.stream.metrics.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Image classification as a step of a Kafka Streams topology. One instance is one engine with its models: the steps of all
 * topologies that are to share batches and devices are made by the same instance. Safe for many threads.
 *
 * <p>Whoever opens it closes it, after {@code KafkaStreams.close()}.
 */
public final class ImageClassification implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImageClassification.class);
    /** What Streams takes for the name of a store, with room for what is added to it. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

    private final PipelineConfig config;
    private final FrameReader reader;
    private final StreamsDefaults defaults = new StreamsDefaults();
    private final Meters meters;
    private final TorchScriptRuntime runtime;
    private final MicroBatchEngine engine;
    private final ModelWatcher watcher;
    private final Optional<CrashJournal> journal;

    private ImageClassification(
            PipelineConfig config,
            FrameReader reader,
            Meters meters,
            TorchScriptRuntime runtime,
            MicroBatchEngine engine,
            ModelWatcher watcher,
            Optional<CrashJournal> journal) {
        this.config = config;
        this.reader = reader;
        this.meters = meters;
        this.runtime = runtime;
        this.engine = engine;
        this.watcher = watcher;
        this.journal = journal;
    }

    /** With Micrometer's global registry. See {@link #of(PipelineConfig, MeterRegistry)}. */
    public static ImageClassification of(PipelineConfig config) {
        return of(config, Metrics.globalRegistry);
    }

    /** With the ContentFetchers that {@link ServiceLoader} finds. See {@link #of(PipelineConfig, MeterRegistry, List)}. */
    public static ImageClassification of(PipelineConfig config, MeterRegistry registry) {
        return of(
                config,
                registry,
                ServiceLoader.load(ContentFetcher.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /**
     * Opens the device, and loads, warms and checks the model; takes seconds. Call it before {@code KafkaStreams.start()}.
     *
     * @param registry gets the meters, as long as this is open
     * @param fetchers of frames' content, for schemes other than file, http and https; closed with this
     * @throws io.maskstream.model.ModelException when the device that is asked for is not there
     * @throws io.maskstream.stream.lifecycle.ModelUnavailableException when no model version can serve
     * @throws IllegalArgumentException when the input's settings cannot work, a trusted key cannot be read, a scheme has no
     *     fetcher or two, or libjpeg-turbo is asked for and cannot be loaded
     */
    public static ImageClassification of(PipelineConfig config, MeterRegistry registry, List<ContentFetcher> fetchers) {
        FrameReader reader = FrameReaders.of(config);
        DeviceRequest device = DeviceRequest.parse(config.device(), config.deviceSlots());
        WatchSettings watch = WatchSettings.of(config);
        Opened opened = new Opened();
        try {
            // First: what is wrong there is said before the engine is opened, and the user's fetchers are closed
            // whatever comes.
            ContentFetchers contents = opened.add(ContentFetchers.of(config.fetchSettings(), fetchers));
            LOG.atInfo()
                    .addKeyValue("decoder", config.jpegDecoding().description())
                    .log("JPEG decoder is chosen");
            TorchScriptRuntime runtime = opened.add(TorchScriptRuntime.open(device, config.batchMaxImages()));
            LOG.atInfo().addKeyValue("engine", runtime.description()).log("native engine is open");
            runtime.warnings().forEach(warning -> LOG.atWarn().log(warning));
            Meters meters = opened.add(Meters.on(registry));
            Optional<CrashGuard> guard = CrashGuards.open(config, runtime.slots());
            guard.map(CrashGuard::journal).ifPresent(opened::add);
            MicroBatchEngine engine = opened.add(
                    MicroBatchEngine.start(config.engineSettings(), runtime.slots(), meters, contents, guard));
            meters.watch(engine);
            ModelWatcher watcher = opened.add(ModelWatcher.start(watch, runtime, engine, meters));
            return new ImageClassification(
                    config, reader, meters, runtime, engine, watcher, guard.map(CrashGuard::journal));
        } catch (RuntimeException | Error e) {
            opened.close(e);
            throw e;
        }
    }

    /**
     * A step for undecoded values: what they are is said by {@code input.format}. Refused records go to the dead-letter topic
     * byte for byte.
     *
     * @param name of the step: unique in its topology, the same in every version of the application; letters, digits, {@code
     *     . _ -}. Names the step's drain store; name the node with it, too ({@code Named.as})
     */
    public <K> FixedKeyProcessorSupplier<K, byte[], Classification> processor(String name) {
        return step(
                name,
                new StepTypes<>(
                        RecordReader.raw(reader),
                        (record, classification) -> classification,
                        new ByteArraySerializer(),
                        StepTypes.ResultIds.POSITION));
    }

    /**
     * A step for values of the user's own. A result's id is made of the frame's id where the extractor gives one, because
     * steps before this one may have made several frames of a record.
     *
     * @param name as in {@link #processor(String)}
     * @param extractor called on StreamThreads, by several at once
     * @param mapper called on StreamThreads, by several at once
     * @param deadLetter writes the values that are refused
     */
    public <K, V, R> FixedKeyProcessorSupplier<K, V, R> processor(
            String name, FrameExtractor<K, V> extractor, ResultMapper<K, V, R> mapper, Serde<V> deadLetter) {
        ExtractedFrames<K, V> frames = new ExtractedFrames<>(extractor);
        return step(
                name,
                new StepTypes<>(
                        (record, origin) -> frames.read(record),
                        mapper,
                        deadLetter.serializer(),
                        StepTypes.ResultIds.FRAME_ID));
    }

    /** What Kafka Streams is best set to where images flow. A step warns, once a key, about what is set otherwise. */
    public static Properties streamsDefaults() {
        return StreamsDefaults.properties();
    }

    /** The model that new frames are bound to. */
    public Optional<ModelIdentity> serving() {
        return engine.serving();
    }

    /** What serves, what is on its way, what was rejected last. */
    public ModelState modelState() {
        return watcher.state();
    }

    /** Why nothing is classified any more, if so; the application has to end. */
    public Optional<Throwable> failure() {
        return engine.failure();
    }

    /** Ends the engine's threads and frees the models. Idempotent. */
    @Override
    public void close() {
        watcher.close();
        engine.close();
        journal.ifPresent(CrashJournal::close);
        meters.close();
        runtime.close();
    }

    private <K, V, R> FixedKeyProcessorSupplier<K, V, R> step(String name, StepTypes<K, V, R> types) {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException(
                    "name: \"" + name + "\", must be 1 to 200 letters, digits, '.', '_' or '-'");
        EmitSettings settings = new EmitSettings(
                config.deadLetterTopic(),
                config.frameMaxAge(),
                config.sourceMaxRate(),
                config.inflightMaxBytes(),
                this::checkStreams,
                Clock.systemUTC());
        return new ClassificationStep<>(name, engine, settings, types, meters);
    }

    /** An embedding application may be set otherwise than this configuration expects. */
    private Duration checkStreams(Map<String, Object> running) {
        defaults.compare(running);
        KafkaTimes times = KafkaTimes.of(running);
        var problems = times.problems(config.inflightMaxTime(), config.inferTimeout(), config.batchMaxImages());
        if (!problems.isEmpty()) throw new InvalidConfigException(problems);
        return times.drainBound();
    }

    /** What is closed again, last first, when the next does not open. */
    private static final class Opened {

        private final ArrayDeque<AutoCloseable> all = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T resource) {
            all.push(resource);
            return resource;
        }

        void close(Throwable cause) {
            for (AutoCloseable resource : List.copyOf(all)) {
                try {
                    resource.close();
                } catch (Exception e) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}

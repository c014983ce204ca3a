package io.maskstream.stream.config;

import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.schemas.WireSettings;
import io.maskstream.stream.batch.EngineSettings;
import io.maskstream.stream.batch.MinConfidence;
import io.maskstream.stream.fetch.FetchSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The configuration of a pipeline; every value is checked, alone and against the others. Immutable, safe for many
 * threads. Each accessor belongs to the key of the same name; the table of keys is in the README.
 */
public final class PipelineConfig implements WireSettings {

    private final Values values;

    private PipelineConfig(RawConfig raw) {
        this.values = Values.parse(raw);
        List<ConfigProblem> problems = CrossChecks.of(values);
        if (!problems.isEmpty()) throw new InvalidConfigException(problems);
    }

    /**
     * From a properties file, overridden by this process's environment.
     *
     * @throws InvalidConfigException with every problem that was found
     */
    public static PipelineConfig load(Path file) {
        return load(file, System.getenv(), Map.of());
    }

    /**
     * From a properties file, overridden by environment variables, overridden by {@code overrides}.
     *
     * @param environment such as {@code MASKSTREAM_BATCH_MAX_IMAGES}; other variables are left alone
     * @param overrides full key names, as {@code --set} gives them
     * @throws InvalidConfigException with every problem that was found
     */
    public static PipelineConfig load(Path file, Map<String, String> environment, Map<String, String> overrides) {
        return new PipelineConfig(
                new RawConfig().file(file).environment(environment).entries(overrides, "--set"));
    }

    /**
     * From full key names and values, as the file would hold them; the environment is not read.
     *
     * @throws InvalidConfigException with every problem that was found
     */
    public static PipelineConfig of(Map<String, String> entries) {
        return new PipelineConfig(new RawConfig().entries(entries, ""));
    }

    /**
     * What only {@code maskstream run} needs.
     *
     * @throws InvalidConfigException with every key that is missing
     */
    public Standalone standalone() {
        return Standalone.of(values);
    }

    /** What goes to Kafka Streams unchanged, the prefix {@code kafka.} taken off. May hold secrets. */
    public Map<String, String> kafka() {
        return values.kafka();
    }

    public List<String> inputTopics() {
        return values.optional(Keys.INPUT_TOPICS).orElse(List.of());
    }

    public InputFormat inputFormat() {
        return values.of(Keys.INPUT_FORMAT);
    }

    public Optional<String> inputBytesSourceHeader() {
        return values.optional(Keys.INPUT_BYTES_SOURCE_HEADER);
    }

    public Optional<Path> inputAvroSchema() {
        return values.optional(Keys.INPUT_AVRO_SCHEMA);
    }

    public AvroEncoding inputAvroEncoding() {
        return values.of(Keys.INPUT_AVRO_ENCODING);
    }

    /** There when the input format is {@code AVRO}. */
    public Optional<String> inputAvroContent() {
        return values.optional(Keys.INPUT_AVRO_CONTENT);
    }

    /** There when the input format is {@code AVRO}. */
    public Optional<String> inputAvroSource() {
        return values.optional(Keys.INPUT_AVRO_SOURCE);
    }

    public Optional<String> inputAvroTime() {
        return values.optional(Keys.INPUT_AVRO_TIME);
    }

    public OutputFormat outputFormat() {
        return values.of(Keys.OUTPUT_FORMAT);
    }

    public String deadLetterTopic() {
        return values.of(Keys.DEAD_LETTER_TOPIC);
    }

    @Override
    public Optional<String> schemaRegistryUrl() {
        return values.optional(Keys.SCHEMA_REGISTRY_URL).map(URI::toString);
    }

    public ProcessingGuarantee processingGuarantee() {
        return values.of(Keys.PROCESSING_GUARANTEE);
    }

    public Duration commitInterval() {
        return values.of(Keys.COMMIT_INTERVAL);
    }

    public Path modelDir() {
        return values.of(Keys.MODEL_DIR);
    }

    public ModelPolicy modelPolicy() {
        return values.of(Keys.MODEL_POLICY);
    }

    /** There when the policy is {@code PINNED}, and only then. */
    public Optional<String> modelVersion() {
        return values.optional(Keys.MODEL_VERSION);
    }

    public Duration modelPollInterval() {
        return values.of(Keys.MODEL_POLL_INTERVAL);
    }

    /** Empty: signatures are not asked for. */
    public List<Path> modelTrustedKeys() {
        return values.of(Keys.MODEL_TRUSTED_KEYS);
    }

    /** {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:0,1}. */
    public String device() {
        return values.of(Keys.DEVICE_CHOICE);
    }

    /** Empty: chosen by the machine. */
    public OptionalInt deviceSlots() {
        return values.of(Keys.DEVICE_SLOTS);
    }

    public DevicePrecision devicePrecision() {
        return values.of(Keys.DEVICE_PRECISION);
    }

    public int topk() {
        return values.of(Keys.TOPK);
    }

    public MinConfidence minConfidence() {
        return values.of(Keys.MIN_CONFIDENCE);
    }

    public boolean predictionSet() {
        return values.of(Keys.PREDICTION_SET);
    }

    public int batchMaxImages() {
        return values.of(Keys.BATCH_MAX_IMAGES);
    }

    public Duration batchLinger() {
        return values.of(Keys.BATCH_LINGER);
    }

    public Duration inflightMaxTime() {
        return values.of(Keys.INFLIGHT_MAX_TIME);
    }

    public long inflightMaxBytes() {
        return values.of(Keys.INFLIGHT_MAX_BYTES);
    }

    /** Half of the cores where the key says {@code auto}. */
    public int decodeThreads() {
        return values.of(Keys.DECODE_THREADS)
                .orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    public Duration inferTimeout() {
        return values.of(Keys.INFER_TIMEOUT);
    }

    public JpegDecoding jpegDecoding() {
        return values.of(Keys.DECODE_JPEG);
    }

    /** {@code frame.max.bytes} and {@code frame.max.pixels}. */
    public ImageLimits imageLimits() {
        return new ImageLimits(values.of(Keys.FRAME_MAX_BYTES), values.of(Keys.FRAME_MAX_PIXELS));
    }

    /** Empty: frames are not shed for their age. */
    public Optional<Duration> frameMaxAge() {
        return values.of(Keys.FRAME_MAX_AGE);
    }

    /** Frames a second; empty: frames are not shed for their number. */
    public OptionalDouble sourceMaxRate() {
        return values.of(Keys.SOURCE_MAX_RATE);
    }

    public Duration shutdownDrain() {
        return values.of(Keys.SHUTDOWN_DRAIN);
    }

    /** The keys {@code fetch.*}. */
    public FetchSettings fetchSettings() {
        return new FetchSettings(
                Set.copyOf(values.of(Keys.FETCH_SCHEMES)),
                Set.copyOf(values.of(Keys.FETCH_HOSTS)),
                values.of(Keys.FETCH_FOLDERS),
                values.of(Keys.FETCH_PRIVATE_NETWORKS),
                new FetchSettings.Limits(values.of(Keys.FETCH_TIMEOUT), values.of(Keys.FETCH_ATTEMPTS)),
                values.of(Keys.FETCH_THREADS));
    }

    /** Whether frames in native code are on record. */
    public boolean crashJournal() {
        return values.of(Keys.CRASH_JOURNAL);
    }

    /** The folder asked for, of this application only. */
    public Optional<Path> crashJournalDir() {
        return values.optional(Keys.CRASH_JOURNAL_DIR);
    }

    /** The application's name, where it has one. */
    public Optional<String> applicationId() {
        return values.optional(Keys.APPLICATION_ID);
    }

    /** The engine's part of this configuration. */
    public EngineSettings engineSettings() {
        return new EngineSettings(
                batchMaxImages(),
                batchLinger(),
                inflightMaxTime(),
                inflightMaxBytes(),
                decodeThreads(),
                imageLimits(),
                jpegDecoding(),
                inferTimeout(),
                topk(),
                minConfidence(),
                predictionSet());
    }

    /** Every key that has a value, as one would write it; secrets masked. Sorted. */
    public Map<String, String> effective() {
        return values.effective();
    }

    /** Secrets are masked. */
    @Override
    public String toString() {
        return "PipelineConfig" + effective();
    }
}

package io.maskstream.stream.config;

import io.maskstream.model.image.JpegDecoding;
import io.maskstream.stream.batch.MinConfidence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Every key of the {@code maskstream.} namespace, declared once; the README's table is made from here. */
final class Keys {

    static final String PREFIX = "maskstream.";
    /** What follows it goes to Kafka Streams unchanged. */
    static final String KAFKA_PREFIX = "kafka.";

    static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

    private static final List<Key<?>> DECLARED = new ArrayList<>();
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final String TOPIC_BOUND = "a topic name (letters, digits, `.`, `_`, `-`)";
    private static final Pattern FIELD_PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
    private static final String FIELD_PATH_BOUND = "field names separated by dots";
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu|gpu:\\d{1,3}(,\\d{1,3})*");

    static final Key<String> APPLICATION_ID = standalone(
            "application.id",
            Rule.matching(Pattern.compile("[a-zA-Z0-9._-]{1,200}"), "letters, digits, `.`, `_`, `-`"),
            "Consumer group and prefix of transactional ids; instances with the same id share the work.");
    static final Key<List<String>> INPUT_TOPICS =
            standalone("input.topics", Rule.list("topic names, separated by commas"), "Where the frames come from.");
    static final Key<InputFormat> INPUT_FORMAT = key(
            "input.format",
            Rule.oneOf(InputFormat.class),
            "imageframe",
            "What a record's value is: Maskstream's own Avro schema, the encoded image itself, or any other Avro schema.");
    static final Key<String> INPUT_BYTES_SOURCE_HEADER = optional(
            "input.bytes.source.header",
            Rule.text("a header's name"),
            "`bytes`: the record header that names the camera; without it, the record's key does.");
    static final Key<Path> INPUT_AVRO_SCHEMA = optional(
            "input.avro.schema",
            Rule.path("the path of an .avsc file"),
            "`avro`: the schema that the records were written with; without it `schema.registry.url` is asked.");
    static final Key<AvroEncoding> INPUT_AVRO_ENCODING = key(
            "input.avro.encoding",
            Rule.oneOf(AvroEncoding.class),
            "single_object",
            "`avro` with a schema file: how a value is framed, with the schema's fingerprint before it or bare.");
    static final Key<String> INPUT_AVRO_CONTENT = optional(
            "input.avro.content",
            Rule.matching(FIELD_PATH, FIELD_PATH_BOUND),
            "`avro`: the field that holds the image, such as `payload.image`.");
    static final Key<String> INPUT_AVRO_SOURCE = optional(
            "input.avro.source",
            Rule.matching(FIELD_PATH, FIELD_PATH_BOUND),
            "`avro`: the field that names the camera.");
    static final Key<String> INPUT_AVRO_TIME = optional(
            "input.avro.time",
            Rule.matching(FIELD_PATH, FIELD_PATH_BOUND),
            "`avro`: the field that holds the capture time; without it, the record's timestamp counts.");
    static final Key<String> OUTPUT_TOPIC =
            standalone("output.topic", Rule.matching(TOPIC, TOPIC_BOUND), "Where the classifications go.");
    static final Key<OutputFormat> OUTPUT_FORMAT =
            key("output.format", Rule.oneOf(OutputFormat.class), "avro", "How a classification is written.");
    static final Key<String> DEAD_LETTER_TOPIC = required(
            "dead.letter.topic",
            Rule.matching(TOPIC, TOPIC_BOUND),
            "Where a record goes that cannot be classified, its bytes unchanged, the reason in its headers.");
    static final Key<URI> SCHEMA_REGISTRY_URL = optional(
            "schema.registry.url",
            Rule.url(),
            "Set: Avro is read and written in Confluent's wire format. Not set: in single-object encoding.");
    static final Key<ProcessingGuarantee> PROCESSING_GUARANTEE = key(
            "processing.guarantee",
            Rule.oneOf(ProcessingGuarantee.class),
            "at_least_once",
            "What a crash may do to the output: repeat results, or nothing.");
    static final Key<Duration> COMMIT_INTERVAL = key(
            "commit.interval",
            Rule.duration("10 ms", "5 min"),
            "1 s",
            "How often offsets are committed; before every commit the frames in flight are finished.");

    static final Key<Path> MODEL_DIR = required(
            "model.dir",
            Rule.path("the path of a folder that holds a model's versions"),
            "The model's folder `NAME/`; each of its sub-folders is a version.");
    static final Key<ModelPolicy> MODEL_POLICY = key(
            "model.policy",
            Rule.oneOf(ModelPolicy.class),
            "latest",
            "Which version serves: the highest one there, or `model.version`.");
    static final Key<String> MODEL_VERSION = optional(
            "model.version", Rule.text("the name of a version's folder"), "`pinned`: the version that serves.");
    static final Key<Duration> MODEL_POLL_INTERVAL = key(
            "model.poll.interval",
            Rule.duration("100 ms", "24 h"),
            "30 s",
            "How often `model.dir` is looked at for a new version.");
    static final Key<List<Path>> MODEL_TRUSTED_KEYS = key(
            "model.trusted.keys",
            Rule.paths("paths of Ed25519 public keys, separated by commas"),
            "",
            "Set: only a version signed by one of these keys is loaded.");
    static final Key<String> DEVICE_CHOICE = key(
            "device",
            Rule.matching(DEVICE, "auto | cpu | gpu | gpu:0,1"),
            "auto",
            "Where the model runs; `auto` takes every GPU that is there, else the CPU.");
    static final Key<OptionalInt> DEVICE_SLOTS = key(
            "device.slots",
            Rule.integerOrAuto(1, 64),
            "auto",
            "Batches that run at once on a device; `auto`: 1 on a GPU, one for every second core on the CPU.");
    static final Key<DevicePrecision> DEVICE_PRECISION =
            key("device.precision", Rule.oneOf(DevicePrecision.class), "f32", "The number format of the network.");

    static final Key<List<String>> FETCH_SCHEMES = key(
            "fetch.schemes",
            Rule.matchingList(Pattern.compile("[a-z][a-z0-9+.-]*"), "URI schemes in lower case, separated by commas"),
            "",
            "Set: the content of a frame may lie elsewhere (`content_ref`), at URIs of these schemes: file, http, https, or one of"
                    + " a ContentFetcher of yours.");
    static final Key<List<String>> FETCH_HOSTS = key(
            "fetch.hosts",
            Rule.matchingList(
                    Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?"),
                    "hosts in lower case, separated by commas, each with `:PORT` if it is not the scheme's own"),
            "",
            "The hosts that http and https may name.");
    static final Key<List<Path>> FETCH_FOLDERS = key(
            "fetch.folders",
            Rule.paths("paths of folders, separated by commas"),
            "",
            "The folders that file may name something below.");
    static final Key<Boolean> FETCH_PRIVATE_NETWORKS = key(
            "fetch.private.networks",
            Rule.flag(),
            "false",
            "`true`: a host of `fetch.hosts` may have an address that is not public, such as 10.0.0.1 or 127.0.0.1.");
    static final Key<Integer> FETCH_THREADS =
            key("fetch.threads", Rule.integer(1, 256), "16", "Contents that are fetched at once.");
    static final Key<Duration> FETCH_TIMEOUT = key(
            "fetch.timeout",
            Rule.duration("10 ms", "1 min"),
            "5 s",
            "How long one attempt to fetch a content may take.");
    static final Key<Integer> FETCH_ATTEMPTS = key(
            "fetch.attempts",
            Rule.integer(1, 10),
            "3",
            "Attempts to fetch a content; another follows on a timeout or a server's error (5xx).");

    static final Key<Integer> TOPK =
            key("topk", Rule.integer(1, 1000), "5", "Predictions in a classification, best first.");
    static final Key<MinConfidence> MIN_CONFIDENCE = key(
            "min.confidence",
            Rule.confidence(),
            "0",
            "Below it the status is LOW_CONFIDENCE, the predictions are kept; 0: off; `model`: the model's own, from which"
                    + " on at most 1 % are wrong.");
    static final Key<Boolean> PREDICTION_SET = key(
            "prediction.set",
            Rule.flag(),
            "false",
            "`true`: a result carries the classes that hold the true one in 95 % of images like the calibration images.");

    static final Key<Integer> BATCH_MAX_IMAGES =
            key("batch.max.images", Rule.integer(1, 1024), "32", "Images in one batch at most.");
    static final Key<Duration> BATCH_LINGER = key(
            "batch.linger",
            Rule.duration("0", "10 s"),
            "0",
            "How long an idle worker waits for a batch to fill; 0: it takes what is there.");
    static final Key<Duration> INFLIGHT_MAX_TIME = key(
            "inflight.max.time",
            Rule.duration("10 ms", "5 min"),
            "2 s",
            "Images in flight are bounded by what the model classifies in this time, and by what keeps everybody busy: eight full batches"
                    + " a slot, or the images of two frames for each thread that decodes or fetches.");
    static final Key<Long> INFLIGHT_MAX_BYTES = key(
            "inflight.max.bytes",
            Rule.size("1 KiB", "64 GiB"),
            "256 MiB",
            "Encoded bytes of the images in flight at most.");
    static final Key<OptionalInt> DECODE_THREADS = key(
            "decode.threads",
            Rule.integerOrAuto(1, 256),
            "auto",
            "Threads that decode images; `auto`: half of the cores, at least one.");
    static final Key<JpegDecoding> DECODE_JPEG = key(
            "decode.jpeg",
            Rule.oneOf(JpegDecoding.class),
            "auto",
            "Who decodes JPEG: libjpeg-turbo, which scales a large image down while it decodes it, or the JDK; `auto`:"
                    + " libjpeg-turbo where the machine has it.");
    static final Key<Duration> INFER_TIMEOUT = key(
            "infer.timeout",
            Rule.duration("10 ms", "10 min"),
            "5 s",
            "A batch that takes longer hangs: its worker is given up and the culprit is looked for.");
    static final Key<Long> FRAME_MAX_BYTES = key(
            "frame.max.bytes", Rule.size("1 B", "1 GiB"), "10 MiB", "A larger encoded image becomes a dead letter.");
    static final Key<Integer> FRAME_MAX_PIXELS = key(
            "frame.max.pixels",
            Rule.integer(1, 700_000_000),
            "50000000",
            "An image whose header declares more pixels becomes a dead letter.");
    static final Key<Optional<Duration>> FRAME_MAX_AGE = key(
            "frame.max.age",
            Rule.durationOrOff("1 ms", "24 h"),
            "off",
            "A frame captured longer ago is shed: a result without predictions.");
    static final Key<OptionalDouble> SOURCE_MAX_RATE = key(
            "source.max.rate",
            Rule.rateOrOff(),
            "off",
            "Frames of one source in a second; what comes above it is shed.");
    static final Key<Duration> SHUTDOWN_DRAIN = key(
            "shutdown.drain",
            Rule.duration("0", "10 min"),
            "30 s",
            "On SIGTERM, how long frames in flight may take before the process ends.");

    static final Key<Boolean> CRASH_JOURNAL = key(
            "crash.journal",
            Rule.flag(),
            "true",
            "`true`: frames are on record while they are in native code; those of a process that died are run in a child JVM"
                    + " first, and one that kills it twice becomes a dead letter.");
    static final Key<Path> CRASH_JOURNAL_DIR = optional(
            "crash.journal.dir",
            Rule.path("the path of a folder on a local disk that outlives the process, of this application only"),
            "Where; by default `maskstream-journal/APPLICATION` in Kafka Streams' `state.dir`, and none without an"
                    + " `application.id`.");

    static final Key<String> HTTP_HOST = key(
            "http.host",
            Rule.text("a host name or address of this machine"),
            "127.0.0.1",
            "Where `/livez`, `/readyz` and `/metrics` are served; elsewhere than loopback needs `http.token`.");
    static final Key<Integer> HTTP_PORT = key(
            "http.port",
            Rule.integer(0, 65535),
            "8080",
            "Port of the HTTP endpoints; 0: a free one, which is printed.");
    static final Key<Password> HTTP_TOKEN =
            optional("http.token", Rule.secret("at least one character"), "Bearer token that `/metrics` asks for.");

    /** In the order of the documentation. */
    static final List<Key<?>> ALL = Collections.unmodifiableList(DECLARED);

    private Keys() {}

    private static <T> Key<T> key(String name, Rule<T> rule, String defaultText, String doc) {
        return declare(new Key<>(PREFIX + name, rule, Optional.of(defaultText), Key.Need.NEVER, doc));
    }

    private static <T> Key<T> optional(String name, Rule<T> rule, String doc) {
        return declare(new Key<>(PREFIX + name, rule, Optional.empty(), Key.Need.NEVER, doc));
    }

    private static <T> Key<T> standalone(String name, Rule<T> rule, String doc) {
        return declare(new Key<>(PREFIX + name, rule, Optional.empty(), Key.Need.STANDALONE, doc));
    }

    private static <T> Key<T> required(String name, Rule<T> rule, String doc) {
        return declare(new Key<>(PREFIX + name, rule, Optional.empty(), Key.Need.ALWAYS, doc));
    }

    private static <T> Key<T> declare(Key<T> key) {
        DECLARED.add(key);
        return key;
    }

    /** A fresh definition for Kafka's parser. */
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (Key<?> key : ALL)
            definition.define(
                    key.name(),
                    key.rule().type(),
                    key.need() == Key.Need.ALWAYS
                            ? ConfigDef.NO_DEFAULT_VALUE
                            : key.defaultText().orElse(null),
                    key.rule(),
                    key.need() == Key.Need.NEVER ? ConfigDef.Importance.MEDIUM : ConfigDef.Importance.HIGH,
                    key.doc());
        return definition;
    }
}

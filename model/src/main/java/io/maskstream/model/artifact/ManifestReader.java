package io.maskstream.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and judges one {@code manifest.json}. For one thread. */
final class ManifestReader {

    static final int MAX_BYTES = 8 << 20;
    private static final int MAX_LABELS = 100_000;
    private static final int MAX_LABEL_LENGTH = 1_000;
    private static final int MAX_FILES = 32;

    // Also what may be a file beside the manifest: no separators, no leading dot, hence no way out of the directory.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path file;

    private ManifestReader(Path file) {
        this.file = file;
    }

    /**
     * @param bytes what {@link #bytes} gave
     * @throws ModelException INVALID_ARTIFACT
     */
    static Manifest read(Path directory, byte[] bytes) {
        Path file = directory.resolve(Manifest.FILE);
        return new ManifestReader(file).manifest(parse(file, bytes));
    }

    /**
     * The manifest as it lies in a version's directory, read once: what is parsed is what a signature is compared with.
     *
     * @throws ModelException INVALID_ARTIFACT
     */
    static byte[] bytes(Path directory) {
        Path file = directory.resolve(Manifest.FILE);
        try {
            return Inside.read(directory, file, MAX_BYTES);
        } catch (IOException e) {
            throw Invalid.file(
                    file, "cannot be read (" + e + "); a model version is a directory with a manifest.json", e);
        }
    }

    /** @throws IllegalArgumentException when the text cannot be the name of a model, a version or a file */
    static String requireName(String field, String text) {
        if (!isName(text))
            throw new IllegalArgumentException(field + ": \"" + text
                    + "\", must be 1 to 128 letters, digits and . _ + -, beginning with a letter or digit");
        return text;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static ManifestJson parse(Path file, byte[] bytes) {
        try {
            ManifestJson json = ManifestJson.MAPPER.readValue(bytes, ManifestJson.class);
            if (json == null) throw Invalid.file(file, "is null, must be a JSON object");
            return json;
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                    .collect(Collectors.joining("."));
            throw Invalid.file(file, (field.isEmpty() ? "" : field + ": ") + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw Invalid.file(
                    file,
                    "is not JSON that can be read: " + e.getOriginalMessage()
                            // None where a limit of the reader is exceeded.
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ")"),
                    e);
        } catch (IOException e) {
            throw Invalid.file(file, "cannot be parsed: " + e, e);
        }
    }

    private Manifest manifest(ManifestJson json) {
        int format = required("format", json.format());
        if (format != ManifestJson.FORMAT)
            throw Invalid.field(
                    file, "format", format, "this program reads " + ManifestJson.FORMAT + "; use a version that fits");
        return new Manifest(spec(json), thresholds(json), files(json), metrics(json), provenance(json));
    }

    private ModelSpec spec(ManifestJson json) {
        ManifestJson.Input input = required("input", json.input());
        ManifestJson.Normalize normalize = required("normalization", json.normalization());
        String resize = required("resize", json.resize());
        if (Arrays.stream(ResizeRule.values()).noneMatch(r -> r.name().equals(resize)))
            throw Invalid.field(file, "resize", resize, "must be one of " + Arrays.toString(ResizeRule.values()));
        int channels = required("input.channels", input.channels());
        int height = required("input.height", input.height());
        int width = required("input.width", input.width());
        List<Float> mean = numbers("normalization.mean", normalize.mean());
        List<Float> std = numbers("normalization.std", normalize.std());
        try {
            return new ModelSpec(
                    name("name", required("name", json.name())),
                    name("version", required("version", json.version())),
                    labels(json),
                    new InputShape(channels, height, width),
                    new Normalization(mean, std),
                    ResizeRule.valueOf(resize),
                    required("temperature", json.temperature()),
                    risk(json),
                    conformal(json));
        } catch (IllegalArgumentException e) {
            throw Invalid.file(file, String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<ConfidenceForRisk> risk(ManifestJson json) {
        return Optional.ofNullable(json.confidenceForRisk())
                .map(r -> new ConfidenceForRisk(
                        required("confidenceForRisk.risk", r.risk()),
                        required("confidenceForRisk.confidence", r.confidence())));
    }

    private Optional<Conformal> conformal(ManifestJson json) {
        return Optional.ofNullable(json.conformal())
                .map(c -> new Conformal(
                        required("conformal.coverage", c.coverage()), required("conformal.quantile", c.quantile())));
    }

    private List<String> labels(ManifestJson json) {
        List<@Nullable String> labels = required("labels", json.labels());
        if (labels.isEmpty() || labels.size() > MAX_LABELS)
            throw Invalid.field(file, "labels", labels.size() + " texts", "must be 1 to " + MAX_LABELS);
        List<String> result = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            String label = required("labels[" + i + "]", labels.get(i));
            if (label.isBlank() || label.length() > MAX_LABEL_LENGTH)
                throw Invalid.field(
                        file, "labels[" + i + "]", label, "must have 1 to " + MAX_LABEL_LENGTH + " characters");
            result.add(label);
        }
        return result;
    }

    private Map<String, Double> thresholds(ManifestJson json) {
        Map<String, Double> result = new LinkedHashMap<>();
        optional(json.thresholds()).forEach((label, value) -> {
            double threshold = required("thresholds." + label, value);
            if (!(threshold >= 0 && threshold <= 1))
                throw Invalid.field(file, "thresholds." + label, threshold, "must be 0 to 1");
            result.put(label, threshold);
        });
        return result;
    }

    private Map<String, FileEntry> files(ManifestJson json) {
        var files = required("files", json.files());
        if (files.size() > MAX_FILES)
            throw Invalid.field(file, "files", files.size() + " entries", "must be at most " + MAX_FILES);
        Map<String, FileEntry> result = new LinkedHashMap<>();
        files.forEach((name, entry) -> {
            String field = "files." + name;
            if (!isName(name) || name.equals(Manifest.FILE))
                throw Invalid.field(file, field, name, "must be the plain name of a file beside the manifest");
            ManifestJson.File given = required(field, entry);
            long bytes = required(field + ".bytes", given.bytes());
            String sha256 = required(field + ".sha256", given.sha256());
            if (bytes < 0) throw Invalid.field(file, field + ".bytes", bytes, "must not be negative");
            if (!SHA256.matcher(sha256).matches())
                throw Invalid.field(file, field + ".sha256", sha256, "must be 64 lower-case hex digits");
            result.put(name, new FileEntry(bytes, sha256));
        });
        for (String needed : List.of(Manifest.MODEL, Manifest.SAMPLES))
            if (!result.containsKey(needed)) throw Invalid.missing(file, "files." + needed);
        return result;
    }

    private List<Metric> metrics(ManifestJson json) {
        var given = json.metrics();
        List<ManifestJson.@Nullable Measured> metrics = given == null ? List.of() : given;
        List<Metric> result = new ArrayList<>(metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            String field = "metrics[" + i + "]";
            ManifestJson.Measured m = required(field, metrics.get(i));
            Double low = m.low();
            Double high = m.high();
            if ((low == null) != (high == null))
                throw Invalid.field(file, field, low + " to " + high, "needs both low and high, or neither");
            result.add(new Metric(
                    required(field + ".name", m.name()),
                    required(field + ".dataSet", m.dataSet()),
                    required(field + ".split", m.split()),
                    required(field + ".value", m.value()),
                    low == null || high == null ? Optional.empty() : Optional.of(new Metric.Interval(low, high))));
        }
        return result;
    }

    private Map<String, String> provenance(ManifestJson json) {
        Map<String, String> result = new LinkedHashMap<>();
        optional(json.provenance()).forEach((key, value) -> result.put(key, required("provenance." + key, value)));
        return result;
    }

    private List<Float> numbers(String field, @Nullable List<@Nullable Float> values) {
        List<Float> result = new ArrayList<>();
        for (Float value : required(field, values)) {
            float number = required(field, value);
            if (!Float.isFinite(number)) throw Invalid.field(file, field, number, "must be finite");
            result.add(number);
        }
        return result;
    }

    private String name(String field, String text) {
        if (!isName(text))
            throw Invalid.field(
                    file,
                    field,
                    text,
                    "must be 1 to 128 letters, digits and . _ + -, beginning with a letter or digit");
        return text;
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) throw Invalid.missing(file, field);
        return value;
    }

    private static <V> Map<String, @Nullable V> optional(@Nullable Map<String, @Nullable V> map) {
        return map == null ? Map.of() : map;
    }
}

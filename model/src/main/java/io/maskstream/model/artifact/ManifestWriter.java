package io.maskstream.model.artifact;

import io.maskstream.model.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A manifest as the bytes of {@code manifest.json}. */
final class ManifestWriter {

    private ManifestWriter() {}

    static byte[] bytes(Manifest manifest) {
        ModelSpec spec = manifest.spec();
        Map<String, ManifestJson.@Nullable File> files = new LinkedHashMap<>();
        manifest.files()
                .forEach((name, entry) -> files.put(name, new ManifestJson.File(entry.bytes(), entry.sha256())));
        ManifestJson json = new ManifestJson(
                ManifestJson.FORMAT,
                spec.name(),
                spec.version(),
                List.copyOf(spec.labels()),
                new ManifestJson.Input(
                        spec.input().channels(),
                        spec.input().height(),
                        spec.input().width()),
                new ManifestJson.Normalize(
                        List.copyOf(spec.normalization().mean()),
                        List.copyOf(spec.normalization().std())),
                spec.resize().name(),
                spec.temperature(),
                spec.confidenceForRisk()
                        .map(r -> new ManifestJson.Risk(r.risk(), r.confidence()))
                        .orElse(null),
                spec.conformal()
                        .map(c -> new ManifestJson.Sets(c.coverage(), c.quantile()))
                        .orElse(null),
                new LinkedHashMap<>(manifest.thresholds()),
                files,
                List.copyOf(manifest.metrics().stream()
                        .map(ManifestWriter::measured)
                        .toList()),
                new LinkedHashMap<>(manifest.provenance()));
        try {
            return ManifestJson.MAPPER.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManifestJson.Measured measured(Metric m) {
        Double low = m.interval().map(Metric.Interval::low).orElse(null);
        Double high = m.interval().map(Metric.Interval::high).orElse(null);
        return new ManifestJson.Measured(m.name(), m.dataSet(), m.split(), m.value(), low, high);
    }
}

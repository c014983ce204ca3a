package io.maskstream.model.artifact;

import io.maskstream.model.ModelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code manifest.json} says, complete and within bounds. Immutable; maps keep the file's order. */
record Manifest(
        ModelSpec spec,
        Map<String, Double> thresholds,
        Map<String, FileEntry> files,
        List<Metric> metrics,
        Map<String, String> provenance) {

    static final String FILE = "manifest.json";
    static final String MODEL = "model.pt";
    static final String SAMPLES = "samples.npz";
    static final String WEIGHTS = "weights.npz";

    Manifest {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        metrics = List.copyOf(metrics);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }
}

package io.maskstream.model.script;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Weights;
import java.util.List;
import java.util.Map;

/**
 * A trained network and what its artifact is to say of it. Immutable as far as its arrays are left alone.
 *
 * @param network that the weights belong to
 * @param weights of the chosen checkpoint
 * @param model name, version, as many labels as the network has classes, and how images become inputs
 * @param samples inputs to keep with their logits: {@code count * C * H * W} normalised floats, count at least 1; eight
 *     held-out images are a good choice
 * @param metrics measured with these weights
 * @param provenance free keys and values: data set, seed, command; keys that begin with {@code network} are the export's
 * @param form of the archive
 */
public record ExportRequest(
        NetworkSpec network,
        Weights weights,
        ModelSpec model,
        float[] samples,
        List<Metric> metrics,
        Map<String, String> provenance,
        ScriptForm form) {

    public ExportRequest {
        metrics = List.copyOf(metrics);
        if (network.classes() != model.classes())
            throw new IllegalArgumentException("labels: " + model.classes() + ", the network has " + network.classes()
                    + " classes and needs a label for each");
        int floats = model.input().floats();
        if (samples.length == 0 || samples.length % floats != 0)
            throw new IllegalArgumentException("samples: " + samples.length + " floats, must be one or more images of "
                    + model.input() + " (" + floats + " floats)");
    }

    /** In the form for CPUs. */
    public ExportRequest(
            NetworkSpec network,
            Weights weights,
            ModelSpec model,
            float[] samples,
            List<Metric> metrics,
            Map<String, String> provenance) {
        this(network, weights, model, samples, metrics, provenance, ScriptForm.FAST);
    }

    /** Images in the samples. */
    int count() {
        return samples.length / model.input().floats();
    }
}

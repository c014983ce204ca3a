package io.maskstream.model;

import java.util.List;
import java.util.Optional;

/**
 * What the code around a model must know of it. Immutable.
 *
 * @param name of the model
 * @param version of the model
 * @param labels by class id
 * @param input for one image
 * @param normalization of the pixels
 * @param resize to the input size
 * @param temperature by which logits are divided before the softmax (Guo et al. 2017), above 0
 * @param confidenceForRisk empty: never calibrated, or no confidence is high enough
 * @param conformal empty: never calibrated
 */
public record ModelSpec(
        String name,
        String version,
        List<String> labels,
        InputShape input,
        Normalization normalization,
        ResizeRule resize,
        float temperature,
        Optional<ConfidenceForRisk> confidenceForRisk,
        Optional<Conformal> conformal) {

    public ModelSpec {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) throw new IllegalArgumentException("labels: empty, a classifier needs at least one");
        if (!(temperature > 0) || Float.isInfinite(temperature))
            throw new IllegalArgumentException("temperature: " + temperature + ", must be above 0 and finite");
    }

    /** Of a model that was not calibrated on held-out images. */
    public ModelSpec(
            String name,
            String version,
            List<String> labels,
            InputShape input,
            Normalization normalization,
            ResizeRule resize,
            float temperature) {
        this(name, version, labels, input, normalization, resize, temperature, Optional.empty(), Optional.empty());
    }

    /** The same model with other confidences; what was calibrated with the temperature before is gone. */
    public ModelSpec withTemperature(float other) {
        return new ModelSpec(name, version, labels, input, normalization, resize, other);
    }

    /** The same model, calibrated at its temperature. */
    public ModelSpec withCalibration(Optional<ConfidenceForRisk> risk, Optional<Conformal> sets) {
        return new ModelSpec(name, version, labels, input, normalization, resize, temperature, risk, sets);
    }

    public int classes() {
        return labels.size();
    }
}

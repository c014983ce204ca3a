package io.maskstream.model;

import java.util.List;

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
 */
public record ModelSpec(
        String name,
        String version,
        List<String> labels,
        InputShape input,
        Normalization normalization,
        ResizeRule resize,
        float temperature) {

    public ModelSpec {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) throw new IllegalArgumentException("labels: empty, a classifier needs at least one");
        if (!(temperature > 0) || Float.isInfinite(temperature))
            throw new IllegalArgumentException("temperature: " + temperature + ", must be above 0 and finite");
    }

    public int classes() {
        return labels.size();
    }
}

package io.maskstream.stream.infer;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import io.maskstream.model.runtime.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * What a model says of one image. Immutable.
 *
 * @param top the most likely classes, best first
 * @param set labels of the conformal prediction set, best first; empty when it is not asked for
 */
public record Answer(List<Prediction> top, Optional<List<String>> set) {

    /** Empty when a logit is NaN or infinite. */
    static Optional<Answer> of(float[] logits, int from, ModelSpec spec, InferenceSettings settings) {
        return Confidence.top(logits, from, spec, settings.topK())
                .map(top -> new Answer(
                        top,
                        spec.conformal()
                                .filter(c -> settings.predictionSet())
                                .map(c -> Confidence.set(Confidence.of(logits, from, spec), c).stream()
                                        .map(spec.labels()::get)
                                        .toList())));
    }
}

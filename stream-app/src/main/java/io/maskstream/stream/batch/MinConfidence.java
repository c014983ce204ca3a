package io.maskstream.stream.batch;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;

/** Below which confidence a result is of low confidence. Immutable. */
public sealed interface MinConfidence {

    /** Nothing is below it. */
    MinConfidence OFF = new Fixed(0);

    /** @throws ModelException INVALID_ARTIFACT when the model does not say */
    float of(ModelSpec spec);

    /** @param confidence the same for every model, in [0,1] */
    record Fixed(float confidence) implements MinConfidence {
        @Override
        public float of(ModelSpec spec) {
            return confidence;
        }
    }

    /** What the model's manifest names as its {@code confidenceForRisk}. */
    record OfModel() implements MinConfidence {
        @Override
        public float of(ModelSpec spec) {
            return spec.confidenceForRisk()
                    .map(ConfidenceForRisk::confidence)
                    .orElseThrow(() -> new ModelException(
                            ModelException.Kind.INVALID_ARTIFACT,
                            spec.name() + "/" + spec.version() + " has no confidenceForRisk in its manifest, which"
                                    + " min.confidence = model asks for; export it with more calibration images, or"
                                    + " set min.confidence to a number"))
                    .floatValue();
        }
    }
}

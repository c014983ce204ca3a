package io.maskstream.stream.infer;

import java.time.Duration;

/**
 * @param timeout after which a native call is given up
 * @param topK predictions of a result
 * @param predictionSet whether a result has the set of the model's conformal quantile
 */
public record InferenceSettings(Duration timeout, int topK, boolean predictionSet) {

    public InferenceSettings {
        if (timeout.isNegative() || timeout.isZero())
            throw new IllegalArgumentException("timeout: " + timeout + ", must be above 0");
        if (topK < 1) throw new IllegalArgumentException("topK: " + topK + ", must be at least 1");
    }
}

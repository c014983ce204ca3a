package io.maskstream.model;

/**
 * From which confidence on a model's first predictions are rarely wrong. Immutable.
 *
 * @param risk the share of wrong ones among those accepted, at most; above 0, below 1
 * @param confidence the smallest one that is accepted, in [0,1]
 */
public record ConfidenceForRisk(double risk, double confidence) {

    public ConfidenceForRisk {
        if (!(risk > 0 && risk < 1))
            throw new IllegalArgumentException(
                    "confidenceForRisk.risk: " + risk + ", must be above 0 and below 1; export the model again");
        if (!(confidence >= 0 && confidence <= 1))
            throw new IllegalArgumentException(
                    "confidenceForRisk.confidence: " + confidence + ", must be 0 to 1; export the model again");
    }
}

package io.maskstream.model;

/**
 * A split-conformal quantile: the set of the classes whose confidence is at least {@code 1 - quantile} holds the true
 * class of a share {@code coverage} of new images, as long as these are like the calibration images. Immutable.
 *
 * @param coverage of the sets, above 0, below 1
 * @param quantile of the scores 1 - confidence of the true class, in [0,1]; 1: every set has all classes
 */
public record Conformal(double coverage, double quantile) {

    public Conformal {
        if (!(coverage > 0 && coverage < 1))
            throw new IllegalArgumentException(
                    "conformal.coverage: " + coverage + ", must be above 0 and below 1; export the model again");
        if (!(quantile >= 0 && quantile <= 1))
            throw new IllegalArgumentException(
                    "conformal.quantile: " + quantile + ", must be 0 to 1; export the model again");
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.initializer.Initializer;

/**
 * Batch normalisation over [B, C, H, W] with PyTorch's semantics: eps 1e-5, running statistics move by a tenth at each
 * training pass, the running variance is the unbiased one.
 */
final class Norm {

    static final float EPSILON = 1e-5f;

    /** DJL's momentum is the share that stays; PyTorch's 0.1 is the share that is new. */
    private static final float MOMENTUM = 0.9f;

    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter mean;
    private final Parameter variance;

    private Norm(ParameterScope scope, int channels, Initializer gamma) {
        this.gamma = scope.gamma(channels, gamma);
        this.beta = scope.beta(channels);
        this.mean = scope.runningMean(channels);
        this.variance = scope.runningVariance(channels);
    }

    static Norm of(ParameterScope scope, int channels) {
        return new Norm(scope, channels, Initializer.ONES);
    }

    /** The last one before an addition: its gamma may start at 0. */
    static Norm beforeAddition(ParameterScope scope, int channels, boolean zero) {
        return new Norm(scope, channels, zero ? Initializer.ZEROS : Initializer.ONES);
    }

    NDArray apply(Pass pass, NDArray x) {
        // Axis -1 is the engine's own channel axis; any other value makes DJL swap axes twice.
        return BatchNorm.batchNorm(
                        x,
                        pass.value(mean),
                        pass.value(variance),
                        pass.value(gamma),
                        pass.value(beta),
                        -1,
                        MOMENTUM,
                        EPSILON,
                        pass.training())
                .singletonOrThrow();
    }
}

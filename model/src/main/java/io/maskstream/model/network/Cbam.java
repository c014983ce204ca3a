package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/**
 * Convolutional block attention (Woo et al. 2018). First channels, weighed by a perceptron that mean and maximum over the
 * map share (reduction 16, at least 8); then places, weighed by a 7x7 convolution over mean and maximum of the channels,
 * normalised as in the authors' code.
 */
final class Cbam implements Attention {

    private final Dense reduce;
    private final Dense expand;
    private final Convolution spatial;
    private final Norm spatialNorm;

    Cbam(ParameterScope scope, int width) {
        int reduced = Math.max(8, width / 16);
        reduce = Dense.of(scope.child("fc1"), width, reduced);
        expand = Dense.of(scope.child("fc2"), reduced, width);
        spatial = Convolution.beforeNorm(scope.child("spatial"), 2, 1, Geometry.square(7));
        spatialNorm = Norm.of(scope.child("bn"), 1);
    }

    @Override
    public NDArray apply(Pass pass, NDArray f) {
        NDArray scores = perceptron(pass, Ops.spatialMean(f)).add(perceptron(pass, Ops.spatialMax(f)));
        NDArray weighed = f.mul(Ops.overMap(Ops.sigmoid(scores)));
        int[] channels = {1};
        NDArray summary = weighed.mean(channels, true).concat(weighed.max(channels, true), 1);
        return weighed.mul(Ops.sigmoid(spatialNorm.apply(pass, spatial.apply(pass, summary))));
    }

    private NDArray perceptron(Pass pass, NDArray x) {
        return expand.apply(pass, Ops.relu(reduce.apply(pass, x)));
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** Joins channel attention and pixel attention by a gate that follows the input; the identity at the start. */
final class AdaptiveEnhancement {

    private final Dense reduce;
    private final Dense channels;
    private final Dense gate;
    private final Convolution pixelReduce;
    private final Convolution pixels;

    AdaptiveEnhancement(ParameterScope scope, int width) {
        int channelReduced = Math.max(8, width / 16);
        int pixelReduced = Math.max(8, width / 8);
        reduce = Dense.of(scope.child("c1"), width, channelReduced);
        channels = Dense.zero(scope.child("c2"), channelReduced, width);
        gate = Dense.zero(scope.child("gate"), channelReduced, 2);
        pixelReduce = Convolution.biased(scope.child("p1"), width, pixelReduced, Geometry.square(1));
        pixels = Convolution.zeroPointwise(scope.child("p2"), pixelReduced, 1);
    }

    NDArray apply(Pass pass, NDArray f) {
        NDArray u = Ops.relu(reduce.apply(pass, Ops.spatialMean(f)));
        NDList beta = Ops.scale(gate.apply(pass, u).softmax(1), 2).split(2, 1);
        NDArray byChannel = Ops.sigmoid(channels.apply(pass, u)).mul(beta.get(0));
        NDArray byPixel = Ops.sigmoid(pixels.apply(pass, Ops.relu(pixelReduce.apply(pass, f))));
        NDArray weighedPixels = byPixel.mul(beta.get(1).reshape(-1, 1, 1, 1));
        return f.mul(byChannel
                .reshape(f.getShape().get(0), f.getShape().get(1), 1, 1)
                .add(weighedPixels));
    }
}

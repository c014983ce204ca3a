package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/** Joins channel attention and pixel attention, by a gate that follows the input or evenly; the identity at the start. */
final class AdaptiveEnhancement implements Attention {

    private final String path;
    private final Dense reduce;
    private final Dense channels;
    private final Optional<Dense> gate;
    private final Convolution pixelReduce;
    private final Convolution pixels;

    AdaptiveEnhancement(ParameterScope scope, BlockSpec block, boolean gated) {
        path = block.path();
        int width = block.out();
        int channelReduced = Math.max(8, width / 16);
        int pixelReduced = Math.max(8, width / 8);
        reduce = Dense.of(scope.child("c1"), width, channelReduced);
        channels = Dense.zero(scope.child("c2"), channelReduced, width);
        gate = gated ? Optional.of(Dense.zero(scope.child("gate"), channelReduced, 2)) : Optional.empty();
        pixelReduce = Convolution.biased(scope.child("p1"), width, pixelReduced, Geometry.square(1));
        pixels = Convolution.zeroPointwise(scope.child("p2"), pixelReduced, 1);
    }

    @Override
    public NDArray apply(Pass pass, NDArray f) {
        NDArray u = Ops.relu(reduce.apply(pass, Ops.spatialMean(f)));
        NDArray byChannel = Ops.sigmoid(channels.apply(pass, u));
        NDArray byPixel = Ops.sigmoid(pixels.apply(pass, Ops.relu(pixelReduce.apply(pass, f))));
        if (gate.isPresent()) {
            NDArray gates = Ops.scale(gate.get().apply(pass, u).softmax(1), 2);
            pass.observer().activation(path + ".beta", gates);
            NDList beta = gates.split(2, 1);
            byChannel = byChannel.mul(beta.get(0));
            byPixel = byPixel.mul(Ops.overMap(beta.get(1)));
        }
        return f.mul(Ops.overMap(byChannel).add(byPixel));
    }
}

package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/**
 * The mask on the input: from x [B, C, H, W] to [B, branches * groups, H, W] in (0, 2), 1 at the start. Local context (a
 * dilated depthwise convolution) and global context (the mean) add up before the head.
 */
final class DynamicMask {

    private final Convolution reduce;
    private final Norm reduceNorm;
    private final Convolution local;
    private final Norm localNorm;
    private final Dense global;
    private final Convolution head;

    DynamicMask(ParameterScope scope, int channels, int branches) {
        int reduced = Math.max(8, channels / 8);
        Geometry depthwise = Geometry.square(3).dilated(2).grouped(reduced);
        reduce = Convolution.beforeNorm(scope.child("reduce"), channels, reduced, Geometry.square(1));
        reduceNorm = Norm.of(scope.child("bn1"), reduced);
        local = Convolution.beforeNorm(scope.child("local"), reduced, reduced, depthwise);
        localNorm = Norm.of(scope.child("bn2"), reduced);
        global = Dense.of(scope.child("glob"), channels, reduced);
        head = Convolution.zeroPointwise(scope.child("head"), reduced, branches * Masking.GROUPS);
    }

    NDArray apply(Pass pass, NDArray x) {
        NDArray q = Ops.relu(reduceNorm.apply(pass, reduce.apply(pass, x)));
        NDArray e = localNorm.apply(pass, local.apply(pass, q));
        NDArray z = global.apply(pass, Ops.spatialMean(x));
        NDArray context = e.add(Ops.overMap(z));
        return Ops.scale(Ops.sigmoid(head.apply(pass, Ops.relu(context))), 2);
    }
}

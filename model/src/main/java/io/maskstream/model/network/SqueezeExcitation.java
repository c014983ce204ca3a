package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/** Squeeze-and-excitation (Hu et al. 2018): channels weighed by what the whole map says; reduction 16, at least 8. */
final class SqueezeExcitation implements Attention {

    private final Dense squeeze;
    private final Dense excite;

    SqueezeExcitation(ParameterScope scope, int width) {
        int reduced = Math.max(8, width / 16);
        squeeze = Dense.of(scope.child("fc1"), width, reduced);
        excite = Dense.of(scope.child("fc2"), reduced, width);
    }

    @Override
    public NDArray apply(Pass pass, NDArray f) {
        NDArray context = Ops.relu(squeeze.apply(pass, Ops.spatialMean(f)));
        return f.mul(Ops.overMap(Ops.sigmoid(excite.apply(pass, context))));
    }
}

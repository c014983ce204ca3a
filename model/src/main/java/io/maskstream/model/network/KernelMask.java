package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/**
 * The mask on the kernel: from x [B, C, H, W] to [B, masks] in (0, 2), 1 at the start. Masks over taps and input channels
 * are two of the four attentions of ODConv (Li et al. 2022).
 */
final class KernelMask {

    private final Dense reduce;
    private final Dense head;

    KernelMask(ParameterScope scope, KernelMaskLayout layout) {
        int reduced = Math.max(8, layout.channels() / 8);
        reduce = Dense.of(scope.child("fc1"), layout.channels(), reduced);
        head = Dense.zero(scope.child("fc2"), reduced, layout.masks());
    }

    NDArray apply(Pass pass, NDArray x) {
        NDArray context = Ops.relu(reduce.apply(pass, Ops.spatialMean(x)));
        return Ops.scale(Ops.sigmoid(head.apply(pass, context)), 2);
    }
}

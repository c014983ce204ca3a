package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * The mask on the kernel: from x [B, C, H, W] to [B, masks] in (0, 2), 1 at the start. For each branch groups * k * k tap
 * masks (group major, then row, then column), then for each branch C masks over input channels. Taps and input channels
 * are two of the four attentions of ODConv (Li et al. 2022).
 */
final class KernelMask {

    private final Dense reduce;
    private final Dense head;
    private final long[] bounds;

    KernelMask(ParameterScope scope, int channels, List<Branch> branches) {
        int reduced = Math.max(8, channels / 8);
        bounds = new long[2 * branches.size() - 1];
        int masks = 0;
        for (int b = 0; b < branches.size(); b++) {
            masks += Masking.GROUPS * branches.get(b).taps();
            bounds[b] = masks;
        }
        for (int b = branches.size(); b < bounds.length; b++) {
            masks += channels;
            bounds[b] = masks;
        }
        reduce = Dense.of(scope.child("fc1"), channels, reduced);
        head = Dense.zero(scope.child("fc2"), reduced, masks + channels);
    }

    NDArray apply(Pass pass, NDArray x) {
        NDArray context = Ops.relu(reduce.apply(pass, Ops.spatialMean(x)));
        return Ops.scale(Ops.sigmoid(head.apply(pass, context)), 2);
    }

    /** Tap masks [B, groups * k * k] of every branch, then input-channel masks [B, C] of every branch. */
    NDList split(NDArray masks) {
        return masks.split(bounds, 1);
    }
}

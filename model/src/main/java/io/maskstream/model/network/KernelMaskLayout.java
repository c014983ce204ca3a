package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Where the masks of a kernel are in one row: for each branch groups * k * k tap masks (group major, then row, then
 * column), then for each branch a mask for each input channel.
 */
record KernelMaskLayout(int channels, List<Branch> branches) {

    int masks() {
        int taps = branches.stream().mapToInt(Branch::taps).sum();
        return MaskKind.GROUPS * taps + branches.size() * channels;
    }

    /**
     * @param masks [B, masks]
     * @return tap masks [B, groups * k * k] of every branch, then input-channel masks [B, C] of every branch
     */
    NDList split(NDArray masks) {
        long[] bounds = new long[2 * branches.size() - 1];
        long at = 0;
        for (int i = 0; i < bounds.length; i++) {
            at += i < branches.size() ? MaskKind.GROUPS * branches.get(i).taps() : channels;
            bounds[i] = at;
        }
        return masks.split(bounds, 1);
    }
}

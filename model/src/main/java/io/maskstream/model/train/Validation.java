package io.maskstream.model.train;

import java.util.BitSet;
import java.util.List;

/**
 * A pass over the validation images.
 *
 * @param images that were classified
 * @param correct which of them were classified right, by their order
 * @param masks of each block over all of them; empty for a network without masks
 */
public record Validation(int images, BitSet correct, List<MaskStatistics> masks) {

    /** In [0,1]. */
    public double top1() {
        return images == 0 ? 0 : (double) correct.cardinality() / images;
    }
}

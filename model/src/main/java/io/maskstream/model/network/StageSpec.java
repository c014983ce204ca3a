package io.maskstream.model.network;

import java.util.List;

/**
 * Blocks of one width on one map size.
 *
 * @param width channels, a multiple of 8 (mask groups divide half the channels)
 * @param depth blocks
 * @param branches of each block's mask convolution; plain blocks ignore them
 */
public record StageSpec(int width, int depth, List<Branch> branches) {

    public StageSpec {
        branches = List.copyOf(branches);
        if (width < 8 || width % 8 != 0)
            throw new IllegalArgumentException("stage width: " + width + ", must be a positive multiple of 8");
        if (depth < 1) throw new IllegalArgumentException("stage depth: " + depth + ", must be at least 1");
        if (branches.isEmpty()) throw new IllegalArgumentException("stage branches: none, needs at least one");
    }
}

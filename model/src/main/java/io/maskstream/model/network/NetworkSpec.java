package io.maskstream.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network is built from. Start from a {@link NetworkPreset} and change what an ablation asks for.
 *
 * @param block kind of every residual block
 * @param classes outputs, at least 1
 * @param stemStride 1 for inputs up to 64 pixels, 2 for about 128, 4 for 224
 * @param stages from wide maps to small ones; the first block of all but the first halves the map
 * @param mask what the masks multiply; plain blocks have none
 * @param selection of the branches
 * @param enhancement whether blocks end in adaptive enhancement
 * @param zeroInitResidual whether each block starts as its shortcut. Together with the masks' zero heads it gives masks
 *     and branches no gradient at the first step, so it is off unless asked for
 */
public record NetworkSpec(
        BlockKind block,
        int classes,
        int stemStride,
        List<StageSpec> stages,
        MaskKind mask,
        Selection selection,
        boolean enhancement,
        boolean zeroInitResidual) {

    public NetworkSpec {
        stages = List.copyOf(stages);
        if (classes < 1) throw new IllegalArgumentException("classes: " + classes + ", must be at least 1");
        if (stemStride != 1 && stemStride != 2 && stemStride != 4)
            throw new IllegalArgumentException("stemStride: " + stemStride + ", must be 1, 2 or 4");
        if (stages.isEmpty()) throw new IllegalArgumentException("stages: none, needs at least one");
    }

    public NetworkSpec withClasses(int value) {
        return new NetworkSpec(block, value, stemStride, stages, mask, selection, enhancement, zeroInitResidual);
    }

    public NetworkSpec withStemStride(int value) {
        return new NetworkSpec(block, classes, value, stages, mask, selection, enhancement, zeroInitResidual);
    }

    public NetworkSpec withMask(MaskKind value) {
        return new NetworkSpec(block, classes, stemStride, stages, value, selection, enhancement, zeroInitResidual);
    }

    public NetworkSpec withSelection(Selection value) {
        return new NetworkSpec(block, classes, stemStride, stages, mask, value, enhancement, zeroInitResidual);
    }

    public NetworkSpec withEnhancement(boolean value) {
        return new NetworkSpec(block, classes, stemStride, stages, mask, selection, value, zeroInitResidual);
    }

    public NetworkSpec withZeroInitResidual(boolean value) {
        return new NetworkSpec(block, classes, stemStride, stages, mask, selection, enhancement, value);
    }

    /** Every residual block, in order. */
    public List<BlockSpec> blocks() {
        List<BlockSpec> blocks = new ArrayList<>();
        int in = stemWidth();
        for (int s = 0; s < stages.size(); s++) {
            StageSpec stage = stages.get(s);
            for (int b = 0; b < stage.depth(); b++) {
                int stride = s > 0 && b == 0 ? 2 : 1;
                blocks.add(new BlockSpec(blocks.size(), in, stage.width(), stride, stage.branches()));
                in = stage.width();
            }
        }
        return List.copyOf(blocks);
    }

    /** Channels after the stem. */
    public int stemWidth() {
        return stages.get(0).width();
    }

    /** Channels after the last block. */
    public int headWidth() {
        return stages.get(stages.size() - 1).width();
    }
}

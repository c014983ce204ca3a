package io.maskstream.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network is built from. Start from a {@link NetworkPreset} and change what an ablation asks for.
 *
 * @param block kind of every residual block
 * @param classes outputs, at least 1
 * @param stemStride 1 for inputs up to 64 pixels, 2 for about 128, 4 for 224
 * @param stages from wide maps to small ones; the first block of all but the first halves the map
 * @param mask what the masks multiply; OFF of plain blocks
 * @param selection of the branches; UNIFORM of plain blocks
 * @param enhancement how blocks end; OFF of plain blocks
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
        Enhancement enhancement,
        boolean zeroInitResidual) {

    public NetworkSpec {
        stages = List.copyOf(stages);
        if (classes < 1) throw new IllegalArgumentException("classes: " + classes + ", must be at least 1");
        if (stemStride != 1 && stemStride != 2 && stemStride != 4)
            throw new IllegalArgumentException("stemStride: " + stemStride + ", must be 1, 2 or 4");
        if (stages.isEmpty()) throw new IllegalArgumentException("stages: none, needs at least one");
        if (block != BlockKind.MASKED) {
            requirePlain(block, "mask", mask, MaskKind.OFF);
            requirePlain(block, "selection", selection, Selection.UNIFORM);
            requirePlain(block, "enhancement", enhancement, Enhancement.OFF);
        }
        for (StageSpec stage : stages)
            if (stage.width() % mask.widthMultiple() != 0)
                throw new IllegalArgumentException("stage width: " + stage.width() + ", must be a multiple of "
                        + mask.widthMultiple() + " with mask " + mask);
    }

    private static void requirePlain(BlockKind block, String name, Enum<?> value, Enum<?> only) {
        if (value != only)
            throw new IllegalArgumentException(
                    name + ": " + value + ", must be " + only + ": a " + block + " block has none; leave it out");
    }

    /** With everything that belongs to masked blocks: mask INPUT, DYNAMIC selection and enhancement; or without. */
    public NetworkSpec withBlock(BlockKind value) {
        boolean masked = value == BlockKind.MASKED;
        return new NetworkSpec(
                value,
                classes,
                stemStride,
                stages,
                masked ? MaskKind.INPUT : MaskKind.OFF,
                masked ? Selection.DYNAMIC : Selection.UNIFORM,
                masked ? Enhancement.DYNAMIC : Enhancement.OFF,
                zeroInitResidual);
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

    public NetworkSpec withEnhancement(Enhancement value) {
        return new NetworkSpec(block, classes, stemStride, stages, mask, selection, value, zeroInitResidual);
    }

    public NetworkSpec withZeroInitResidual(boolean value) {
        return new NetworkSpec(block, classes, stemStride, stages, mask, selection, enhancement, value);
    }

    /** As many branches as before, all 3x3 without dilation. */
    public NetworkSpec withSingleDilation() {
        return withStages(stages.stream().map(StageSpec::withSingleDilation).toList());
    }

    /** @param widths one a stage */
    public NetworkSpec withWidths(List<Integer> widths) {
        if (widths.size() != stages.size())
            throw new IllegalArgumentException(
                    "widths: " + widths + ", must be " + stages.size() + ", one a stage of this network");
        return withStages(IntStream.range(0, stages.size())
                .mapToObj(s -> stages.get(s).withWidth(widths.get(s)))
                .toList());
    }

    private NetworkSpec withStages(List<StageSpec> value) {
        return new NetworkSpec(block, classes, stemStride, value, mask, selection, enhancement, zeroInitResidual);
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

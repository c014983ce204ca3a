package io.maskstream.model.cli;

import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which network is trained: a preset, and what is to be different from it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NetworkOptions {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "dmc-nano",
            converter = NetworkConverters.Network.class,
            description = "dmc-pico, dmc-nano, dmc-small, dmc-resnet18; or a plain control: resnet20, resnet18"
                    + " (${DEFAULT-VALUE}).")
    private NetworkPreset preset;

    @Option(
            names = "--block",
            paramLabel = "KIND",
            converter = NetworkConverters.Block.class,
            description = "The network's blocks instead of its own: masked, plain, plain-se (squeeze-and-excitation) or"
                    + " plain-cbam; stem, widths and depths stay.")
    private Optional<BlockKind> block;

    @Option(
            names = "--mask",
            paramLabel = "off|input|kernel|static",
            converter = NetworkConverters.Mask.class,
            description =
                    "What the masks multiply; static: the kernel, without a look at the input (masked blocks: input;"
                            + " plain ones have none).")
    private Optional<MaskKind> mask;

    @Option(
            names = "--selection",
            paramLabel = "dynamic|uniform",
            converter = NetworkConverters.BranchSelection.class,
            description = "How branches are weighed: by the input, or all alike (masked blocks: dynamic).")
    private Optional<Selection> selection;

    @Option(
            names = "--enhancement",
            paramLabel = "dynamic|fixed-beta|off",
            converter = NetworkConverters.Enhance.class,
            description = "Whether channel and pixel attention are weighed by the input, evenly, or left out (masked"
                    + " blocks: dynamic).")
    private Optional<Enhancement> enhancement;

    @Option(names = "--single-dilation", description = "All branches are 3x3 without dilation.")
    private boolean singleDilation;

    @Option(
            names = "--widths",
            paramLabel = "C,C,...",
            converter = NetworkConverters.Widths.Converter.class,
            description =
                    "Channels of each stage instead of the network's: multiples of 8 under a mask on the kernel, of 4"
                            + " under one on the input, else of 2.")
    private Optional<NetworkConverters.Widths> widths;

    @Option(
            names = "--zero-init-residual",
            description = "Every block starts as its shortcut; for schedules of 100 epochs and more.")
    private boolean zeroInitResidual;

    /**
     * Of one class.
     *
     * @throws IllegalArgumentException when one option contradicts another; the message names the setting
     */
    NetworkSpec toSpec(int stemStride) {
        NetworkSpec spec = preset.spec(1).withStemStride(stemStride).withZeroInitResidual(zeroInitResidual);
        if (block.isPresent()) spec = spec.withBlock(block.get());
        if (mask.isPresent()) spec = spec.withMask(mask.get());
        if (selection.isPresent()) spec = spec.withSelection(selection.get());
        if (enhancement.isPresent()) spec = spec.withEnhancement(enhancement.get());
        if (singleDilation) spec = spec.withSingleDilation();
        return widths.isPresent() ? spec.withWidths(widths.get().values()) : spec;
    }

    /** What a line about a network says of it: its name, and its switches as far as they are not the usual ones. */
    static String text(NetworkSpec spec) {
        String name = NetworkPreset.of(spec)
                .map(NetworkPreset::presetName)
                .orElseGet(() -> Converters.Choice.word(spec.block()) + " " + spec.stages());
        if (spec.block() != BlockKind.MASKED) return name;
        String text = name + ", mask " + Converters.Choice.word(spec.mask());
        if (spec.selection() != Selection.DYNAMIC) text += ", selection " + Converters.Choice.word(spec.selection());
        if (spec.enhancement() != Enhancement.DYNAMIC)
            text += ", enhancement " + Converters.Choice.word(spec.enhancement());
        return text;
    }
}

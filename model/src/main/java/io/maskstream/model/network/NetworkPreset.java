package io.maskstream.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The named networks: four sizes of the dynamic mask network and the plain residual controls. */
public enum NetworkPreset {
    DMC_PICO("dmc-pico", BlockKind.MASKED, 8, 3, 2),
    DMC_NANO("dmc-nano", BlockKind.MASKED, 16, 3, 2),
    DMC_SMALL("dmc-small", BlockKind.MASKED, 48, 3, 2),
    DMC_RESNET18("dmc-resnet18", BlockKind.MASKED, 64, 4, 2),
    RESNET20("resnet20", BlockKind.PLAIN, 16, 3, 3),
    RESNET18("resnet18", BlockKind.PLAIN, 64, 4, 2);

    private static final List<Branch> D123 = List.of(new Branch(3, 1), new Branch(3, 2), new Branch(3, 3));

    /** For 4x4 maps, on which a dilation of 3 sees mostly padding. */
    private static final List<Branch> D012 = List.of(new Branch(1, 1), new Branch(3, 1), new Branch(3, 2));

    private final String presetName;
    private final BlockKind block;
    private final int firstWidth;
    private final int stages;
    private final int depth;

    /** @param firstWidth channels of the first stage; each stage has twice those of the one before */
    NetworkPreset(String presetName, BlockKind block, int firstWidth, int stages, int depth) {
        this.presetName = presetName;
        this.block = block;
        this.firstWidth = firstWidth;
        this.stages = stages;
        this.depth = depth;
    }

    /** As users write it: {@code dmc-nano}. */
    public String presetName() {
        return presetName;
    }

    /**
     * @throws IllegalArgumentException when no preset has the name; the message lists those there are
     */
    public static NetworkPreset of(String presetName) {
        return Arrays.stream(values())
                .filter(preset -> preset.presetName.equals(presetName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("network: " + presetName + ", must be one of "
                        + Arrays.stream(values()).map(NetworkPreset::presetName).collect(Collectors.joining(", "))));
    }

    /** The preset that has these blocks and stages, whatever its switches. */
    public static Optional<NetworkPreset> of(NetworkSpec spec) {
        return Arrays.stream(values())
                .filter(preset ->
                        preset.block == spec.block() && preset.spec(1).stages().equals(spec.stages()))
                .findFirst();
    }

    /** Stem stride 1; masked blocks with mask {@code INPUT}, dynamic selection and enhancement, plain ones without. */
    public NetworkSpec spec(int classes) {
        List<StageSpec> specs = new ArrayList<>();
        for (int s = 0; s < stages; s++) specs.add(new StageSpec(firstWidth << s, depth, s == 3 ? D012 : D123));
        return new NetworkSpec(
                        BlockKind.PLAIN, classes, 1, specs, MaskKind.OFF, Selection.UNIFORM, Enhancement.OFF, false)
                .withBlock(block);
    }
}

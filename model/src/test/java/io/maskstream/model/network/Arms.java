package io.maskstream.model.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of network that an ablation compares, for tests that each of them has to pass. */
public final class Arms {

    private Arms() {}

    /** By name, small. */
    public static Map<String, NetworkSpec> all() {
        NetworkSpec full = NetworkPreset.DMC_PICO.spec(10);
        NetworkSpec off = full.withMask(MaskKind.OFF);
        Map<String, NetworkSpec> arms = new LinkedHashMap<>();
        for (MaskKind mask : MaskKind.values()) arms.put("mask " + mask, full.withMask(mask));
        arms.put("uniform selection", full.withSelection(Selection.UNIFORM));
        for (MaskKind mask : List.of(MaskKind.INPUT, MaskKind.STATIC))
            arms.put("single dilation, mask " + mask, full.withMask(mask).withSingleDilation());
        arms.put("enhancement off", full.withEnhancement(Enhancement.OFF));
        arms.put("enhancement fixed", full.withEnhancement(Enhancement.FIXED_BETA));
        arms.put("mask off, wider", off.withWidths(List.of(10, 18, 38)));
        for (BlockKind block : BlockKind.values())
            if (block != BlockKind.MASKED) arms.put(block.name(), full.withBlock(block));
        arms.put("PLAIN_CBAM, wider", full.withBlock(BlockKind.PLAIN_CBAM).withWidths(List.of(6, 14, 22)));
        return arms;
    }
}

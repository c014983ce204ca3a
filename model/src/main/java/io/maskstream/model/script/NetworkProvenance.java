package io.maskstream.model.script;

import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.StageSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an artifact says of its network: the preset and every switch, enough to build it again. */
final class NetworkProvenance {

    private NetworkProvenance() {}

    static Map<String, String> of(DmcNetwork network) {
        NetworkSpec spec = network.spec();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("network", name(spec));
        entries.put("network.block", lower(spec.block()));
        entries.put(
                "network.stages",
                spec.stages().stream().map(NetworkProvenance::stage).collect(Collectors.joining(" ")));
        entries.put("network.stem.stride", Integer.toString(spec.stemStride()));
        if (spec.block() == BlockKind.MASKED) {
            entries.put("network.mask", lower(spec.mask()));
            entries.put("network.selection", lower(spec.selection()));
            entries.put("network.enhancement", spec.enhancement() ? "on" : "off");
        }
        entries.put("network.parameters", Long.toString(network.parameterCount()));
        return entries;
    }

    private static String name(NetworkSpec spec) {
        return Arrays.stream(NetworkPreset.values())
                .filter(preset -> preset.spec(1).block() == spec.block()
                        && preset.spec(1).stages().equals(spec.stages()))
                .map(NetworkPreset::presetName)
                .findFirst()
                .orElse("custom");
    }

    /** Such as {@code 16x2[3d1,3d2]}: width x depth, kernel and dilation of each branch. */
    private static String stage(StageSpec stage) {
        return stage.branches().stream()
                .map(branch -> branch.kernel() + "d" + branch.dilation())
                .collect(Collectors.joining(",", stage.width() + "x" + stage.depth() + "[", "]"));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

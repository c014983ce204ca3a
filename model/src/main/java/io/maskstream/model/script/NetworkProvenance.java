package io.maskstream.model.script;

import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.StageSpec;
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
        entries.put(
                "network", NetworkPreset.of(spec).map(NetworkPreset::presetName).orElse("custom"));
        entries.put("network.block", lower(spec.block()));
        entries.put(
                "network.stages",
                spec.stages().stream().map(StageSpec::toString).collect(Collectors.joining(" ")));
        entries.put("network.stem.stride", Integer.toString(spec.stemStride()));
        if (spec.block() == BlockKind.MASKED) {
            entries.put("network.mask", lower(spec.mask()));
            entries.put("network.selection", lower(spec.selection()));
            entries.put("network.enhancement", lower(spec.enhancement()));
        }
        entries.put("network.parameters", Long.toString(network.parameterCount()));
        return entries;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

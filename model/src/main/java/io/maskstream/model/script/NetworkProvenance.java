package io.maskstream.model.script;

import io.maskstream.model.InputShape;
import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Costs;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.network.StageSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an artifact says of its network: the preset and every switch, enough to build it again. */
public final class NetworkProvenance {

    private static final String MASK = "network.mask";

    private NetworkProvenance() {}

    static Map<String, String> of(NetworkSpec spec, InputShape input) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "network", NetworkPreset.of(spec).map(NetworkPreset::presetName).orElse("custom"));
        entries.put("network.block", lower(spec.block()));
        entries.put(
                "network.stages",
                spec.stages().stream().map(StageSpec::toString).collect(Collectors.joining(" ")));
        entries.put("network.stem.stride", Integer.toString(spec.stemStride()));
        if (spec.block() == BlockKind.MASKED) {
            entries.put(MASK, lower(spec.mask()));
            entries.put("network.selection", lower(spec.selection()));
            entries.put("network.enhancement", lower(spec.enhancement()));
        }
        entries.put("network.zero.init.residual", Boolean.toString(spec.zeroInitResidual()));
        Costs costs = Costs.of(spec, input);
        entries.put("network.parameters", Long.toString(costs.parameters()));
        entries.put("network.mmacs", String.format(Locale.ROOT, "%.2f", costs.mmacs()));
        return entries;
    }

    /**
     * The network that an artifact was exported from.
     *
     * @param provenance of its manifest
     * @throws IllegalArgumentException when the manifest does not say it: it was packaged from elsewhere, or exported by
     *     another version
     */
    public static NetworkSpec read(Map<String, String> provenance, int classes) {
        BlockKind block = constant(BlockKind.values(), provenance, "network.block");
        List<StageSpec> stages = Arrays.stream(
                        text(provenance, "network.stages").split(" "))
                .map(StageSpec::parse)
                .toList();
        boolean masked = block == BlockKind.MASKED;
        return new NetworkSpec(
                block,
                classes,
                Integer.parseInt(text(provenance, "network.stem.stride")),
                stages,
                masked ? constant(MaskKind.values(), provenance, MASK) : MaskKind.OFF,
                masked ? constant(Selection.values(), provenance, "network.selection") : Selection.UNIFORM,
                masked ? constant(Enhancement.values(), provenance, "network.enhancement") : Enhancement.OFF,
                Boolean.parseBoolean(text(provenance, "network.zero.init.residual")));
    }

    /**
     * The masks of the network that an artifact was exported from; empty when it has none, or the manifest does not say.
     *
     * @throws IllegalArgumentException when this version does not know such masks
     */
    public static Optional<MaskKind> mask(Map<String, String> provenance) {
        return provenance.containsKey(MASK)
                ? Optional.of(constant(MaskKind.values(), provenance, MASK))
                : Optional.empty();
    }

    private static <E extends Enum<E>> E constant(E[] values, Map<String, String> provenance, String key) {
        String text = text(provenance, key);
        for (E value : values) if (lower(value).equals(text)) return value;
        throw new IllegalArgumentException("the manifest's provenance." + key + " is '" + text
                + "', which this version does not know; export the run again");
    }

    private static String text(Map<String, String> provenance, String key) {
        String text = provenance.get(key);
        if (text == null)
            throw new IllegalArgumentException("the manifest has no provenance." + key
                    + ": the model was not exported by this version's model export; export the run again");
        return text;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

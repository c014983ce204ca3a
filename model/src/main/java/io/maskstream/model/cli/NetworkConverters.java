package io.maskstream.model.cli;

import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.Selection;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** As {@link Converters}, for what a network is built from. */
final class NetworkConverters {

    private NetworkConverters() {}

    static final class Network implements ITypeConverter<NetworkPreset> {
        @Override
        public NetworkPreset convert(String text) {
            try {
                return NetworkPreset.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class Mask extends Converters.Choice<MaskKind> {
        Mask() {
            super(MaskKind.values());
        }
    }

    static final class Block extends Converters.Choice<BlockKind> {
        Block() {
            super(BlockKind.values());
        }
    }

    static final class BranchSelection extends Converters.Choice<Selection> {
        BranchSelection() {
            super(Selection.values());
        }
    }

    static final class Enhance extends Converters.Choice<Enhancement> {
        Enhance() {
            super(Enhancement.values());
        }
    }

    /** Channels, one number a stage. */
    record Widths(List<Integer> values) {

        static final class Converter implements ITypeConverter<Widths> {
            @Override
            public Widths convert(String text) {
                try {
                    return new Widths(Arrays.stream(text.split(",", -1))
                            .map(width -> Integer.parseInt(width.strip()))
                            .toList());
                } catch (NumberFormatException e) {
                    throw new TypeConversionException(
                            "'" + text + "' is not a list of whole numbers, for example 8,16,32");
                }
            }
        }
    }
}

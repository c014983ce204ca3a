package io.maskstream.model.cli;

import io.maskstream.model.InputShape;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.augment.Crop;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.augment.Mixing;
import io.maskstream.model.augment.Policy;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.train.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of options as values; what is wrong becomes picocli's usage error, which names the option. */
final class Converters {

    private Converters() {}

    static final class Data implements ITypeConverter<DataSource> {

        static final String KINDS =
                "The data set in its published files: cifar10:DIR, cifar100:DIR, svhn:DIR, imagenette:DIR, imagewoof:DIR, fashion-mnist:DIR,"
                        + " cluttered-fashion:DIR (made from the files of fashion-mnist); or folder:DIR with DIR/CLASS/*.jpg.";

        @Override
        public DataSource convert(String text) {
            try {
                return DataSource.parse(text);
            } catch (DatasetException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** One slot: these commands run one batch at a time. */
    static final class Device implements ITypeConverter<DeviceRequest> {
        @Override
        public DeviceRequest convert(String text) {
            try {
                return DeviceRequest.parse(text, OptionalInt.of(1));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class Input implements ITypeConverter<InputShape> {

        private static final Pattern SYNTAX = Pattern.compile("(\\d{1,4})x(\\d{1,4})x(\\d{1,4})");

        @Override
        public InputShape convert(String text) {
            Matcher m = SYNTAX.matcher(text);
            if (!m.matches())
                throw new TypeConversionException("'" + text + "' is not CHANNELSxHEIGHTxWIDTH, for example 3x32x32");
            try {
                return new InputShape(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        }
    }

    /** Constants as users write them: {@code ONE_CYCLE} is {@code one-cycle}. */
    abstract static class Choice<E extends Enum<E>> implements ITypeConverter<E> {

        private final E[] values;

        Choice(E[] values) {
            this.values = values;
        }

        static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public E convert(String text) {
            for (E value : values) if (word(value).equals(text.toLowerCase(Locale.ROOT))) return value;
            throw new TypeConversionException("'" + text + "' is not one of "
                    + Arrays.stream(values).map(Choice::word).collect(Collectors.joining(", ")));
        }
    }

    /** {@code NAME:SEEDS=OPTIONS}, options separated by blanks. */
    static final class AblationArm implements ITypeConverter<AblationMatrix.Arm> {

        private static final Pattern SYNTAX = Pattern.compile("([^:=]+):(\\d{1,3})=(.*)");

        @Override
        public AblationMatrix.Arm convert(String text) {
            Matcher m = SYNTAX.matcher(text);
            if (!m.matches())
                throw new TypeConversionException(
                        "'" + text + "' is not NAME:SEEDS=OPTIONS, for example \"off:5=--mask off\"");
            String options = m.group(3).strip();
            try {
                return new AblationMatrix.Arm(
                        m.group(1),
                        Integer.parseInt(m.group(2)),
                        options.isEmpty() ? List.of() : List.of(options.split("\\s+")));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class ProbeKind extends Choice<EvaluateCommand.Probe> {
        ProbeKind() {
            super(EvaluateCommand.Probe.values());
        }
    }

    static final class Part extends Choice<EvaluateCommand.Part> {
        Part() {
            super(EvaluateCommand.Part.values());
        }
    }

    static final class Resize extends Choice<ResizeRule> {
        Resize() {
            super(ResizeRule.values());
        }
    }

    static final class Flipped extends Choice<Flip> {
        Flipped() {
            super(Flip.values());
        }
    }

    static final class Padding extends Choice<Crop.Fill> {
        Padding() {
            super(Crop.Fill.values());
        }
    }

    static final class PolicyKind extends Choice<Policy.Kind> {
        PolicyKind() {
            super(Policy.Kind.values());
        }
    }

    static final class MixingKind extends Choice<Mixing.Kind> {
        MixingKind() {
            super(Mixing.Kind.values());
        }
    }

    static final class Schedule extends Choice<Recipe.ScheduleKind> {
        Schedule() {
            super(Recipe.ScheduleKind.values());
        }
    }

    /** Three numbers, one a channel. */
    record Channels(List<Float> values) {

        static final class Converter implements ITypeConverter<Channels> {
            @Override
            public Channels convert(String text) {
                String[] parts = text.split(",", -1);
                List<Float> values = new ArrayList<>();
                try {
                    for (String part : parts) values.add(Float.parseFloat(part.strip()));
                } catch (NumberFormatException e) {
                    throw notThree(text);
                }
                if (values.size() != 3 || !values.stream().allMatch(Float::isFinite)) throw notThree(text);
                return new Channels(List.copyOf(values));
            }

            private static TypeConversionException notThree(String text) {
                return new TypeConversionException(
                        "'" + text + "' is not three numbers, for example 0.485,0.456,0.406");
            }
        }
    }
}

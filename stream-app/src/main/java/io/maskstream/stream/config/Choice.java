package io.maskstream.stream.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enum constants as they are spelled in a properties file: lower case; a dash counts as an underscore. */
final class Choice {

    private Choice() {}

    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        String wanted = text.replace('-', '_');
        for (E constant : type.getEnumConstants()) if (spelled(constant).equals(wanted)) return constant;
        throw new IllegalArgumentException("not one of " + all(type));
    }

    static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::spelled).collect(Collectors.joining(" | "));
    }
}

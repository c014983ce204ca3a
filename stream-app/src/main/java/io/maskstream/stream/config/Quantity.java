package io.maskstream.stream.config;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations ({@code 500 ms}, {@code 2 s}, {@code 5 min}, {@code 1 h}) and sizes ({@code 512 B}, {@code 64 KiB},
 * {@code 10 MiB}, {@code 1 GiB}): a whole number and its unit, the space between them optional. A number without a unit is
 * refused, save 0: it means something else in every system.
 */
final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> MILLIS =
            new TreeMap<>(Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L));
    private static final Map<String, Long> BYTES =
            new TreeMap<>(Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30));

    private Quantity() {}

    static Duration duration(String text) {
        return Duration.ofMillis(parse(text, MILLIS));
    }

    static long bytes(String text) {
        return parse(text, BYTES);
    }

    /** In the largest unit that divides it. */
    static String spelled(Duration duration) {
        return spelled(duration.toMillis(), MILLIS);
    }

    static String spelled(long bytes) {
        return spelled(bytes, BYTES);
    }

    private static long parse(String text, Map<String, Long> units) {
        Matcher m = NUMBER_AND_UNIT.matcher(text.strip());
        if (!m.matches()) throw new IllegalArgumentException("not a whole number and a unit");
        long number = Long.parseLong(m.group(1));
        String unit = m.group(2);
        if (number == 0 && unit.isEmpty()) return 0;
        Long factor = units.get(unit);
        if (factor == null) throw new IllegalArgumentException("the unit is one of " + units.keySet());
        try {
            return Math.multiplyExact(number, factor);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }

    private static String spelled(long value, Map<String, Long> units) {
        String unit = "";
        long best = 0;
        for (Map.Entry<String, Long> e : units.entrySet())
            if (value % e.getValue() == 0 && e.getValue() > best) {
                best = e.getValue();
                unit = e.getKey();
            }
        return value == 0 ? "0" : value / best + " " + unit;
    }
}

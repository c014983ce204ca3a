package io.maskstream.stream.config;

import io.maskstream.stream.batch.MinConfidence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What a value may be: how Kafka reads it, how it becomes a typed value, and how the bound reads in a message and in the
 * documentation.
 *
 * @param type as Kafka's ConfigDef parses it
 * @param kind the type, for a person
 * @param bound what is allowed, for a person: completes "must be ..."
 * @param convert from ConfigDef's value; throws {@link IllegalArgumentException} outside the bound
 */
record Rule<T>(ConfigDef.Type type, String kind, String bound, Function<Object, T> convert)
        implements ConfigDef.Validator {

    private static final String OFF = "off";
    private static final String AUTO = "auto";
    private static final String MODEL = "model";

    static Rule<String> text(String bound) {
        return strings("text", bound, Function.identity());
    }

    static Rule<String> matching(Pattern pattern, String bound) {
        return strings("text", bound, text -> {
            require(pattern.matcher(text).matches());
            return text;
        });
    }

    static Rule<List<String>> list(String bound) {
        return new Rule<>(ConfigDef.Type.LIST, "list", bound, value -> {
            List<String> texts =
                    ((List<?>) value).stream().map(o -> ((String) o).strip()).toList();
            require(texts.stream().noneMatch(String::isEmpty));
            return texts;
        });
    }

    static Rule<List<String>> matchingList(Pattern pattern, String bound) {
        Rule<List<String>> list = list(bound);
        return new Rule<>(list.type(), list.kind(), bound, value -> {
            List<String> texts = list.convert().apply(value);
            require(texts.stream().allMatch(text -> pattern.matcher(text).matches()));
            return texts;
        });
    }

    static Rule<Path> path(String bound) {
        return strings("path", bound, Path::of);
    }

    static Rule<List<Path>> paths(String bound) {
        Rule<List<String>> list = list(bound);
        return new Rule<>(
                list.type(),
                "paths",
                bound,
                value -> list.convert().apply(value).stream().map(Path::of).toList());
    }

    static Rule<URI> url() {
        return strings("URL", "an http or https URL", text -> {
            URI uri = URI.create(text);
            require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            require(uri.getHost() != null);
            return uri;
        });
    }

    static <E extends Enum<E>> Rule<E> oneOf(Class<E> choices) {
        return strings("choice", Choice.all(choices), text -> Choice.parse(choices, text));
    }

    static Rule<Integer> integer(int min, int max) {
        return new Rule<>(ConfigDef.Type.INT, "int", min + " to " + max, value -> {
            int n = (Integer) value;
            require(n >= min && n <= max);
            return n;
        });
    }

    static Rule<OptionalInt> integerOrAuto(int min, int max) {
        return strings("int", AUTO + ", or " + min + " to " + max, text -> {
            if (text.equals(AUTO)) return OptionalInt.empty();
            int n = Integer.parseInt(text);
            require(n >= min && n <= max);
            return OptionalInt.of(n);
        });
    }

    static Rule<MinConfidence> confidence() {
        return strings("fraction", "0 to 1, or " + MODEL, text -> {
            if (text.equals(MODEL)) return new MinConfidence.OfModel();
            float f = Float.parseFloat(text);
            require(f >= 0 && f <= 1);
            return new MinConfidence.Fixed(f);
        });
    }

    static Rule<Boolean> flag() {
        return strings("flag", "true | false", text -> {
            require(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    static Rule<OptionalDouble> rateOrOff() {
        return strings("rate", OFF + ", or a number above 0", text -> {
            if (text.equals(OFF)) return OptionalDouble.empty();
            double d = Double.parseDouble(text);
            require(d > 0 && Double.isFinite(d));
            return OptionalDouble.of(d);
        });
    }

    static Rule<Duration> duration(String min, String max) {
        Duration least = Quantity.duration(min);
        Duration most = Quantity.duration(max);
        return strings("duration", min + " to " + max, text -> {
            Duration d = Quantity.duration(text);
            require(d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
            return d;
        });
    }

    static Rule<Optional<Duration>> durationOrOff(String min, String max) {
        Rule<Duration> duration = duration(min, max);
        return strings(
                "duration",
                OFF + ", or " + duration.bound(),
                text -> text.equals(OFF)
                        ? Optional.empty()
                        : Optional.of(duration.convert().apply(text)));
    }

    static Rule<Long> size(String min, String max) {
        long least = Quantity.bytes(min);
        long most = Quantity.bytes(max);
        return strings("size", min + " to " + max, text -> {
            long bytes = Quantity.bytes(text);
            require(bytes >= least && bytes <= most);
            return bytes;
        });
    }

    static Rule<Password> secret(String bound) {
        return new Rule<>(ConfigDef.Type.PASSWORD, "secret", bound, Password.class::cast);
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (value == null) return;
        try {
            var unused = convert.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, "must be " + bound);
        }
    }

    /** Kafka prints this as the valid values. */
    @Override
    public String toString() {
        return bound;
    }

    private static <T> Rule<T> strings(String kind, String bound, Function<String, T> convert) {
        return new Rule<>(ConfigDef.Type.STRING, kind, bound, value -> convert.apply((String) value));
    }

    private static void require(boolean condition) {
        if (!condition) throw new IllegalArgumentException("outside the bound");
    }
}

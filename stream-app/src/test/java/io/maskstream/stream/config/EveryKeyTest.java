package io.maskstream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every key that is declared, so that none is forgotten: made from {@link Keys#ALL}. */
final class EveryKeyTest {

    private static final Map<String, String> VALID =
            Map.of("maskstream.model.dir", "models/m", "maskstream.dead.letter.topic", "dead");

    /** Any text that is not empty will do. */
    private static final Set<Key<?>> FREE_TEXT =
            Set.of(Keys.INPUT_BYTES_SOURCE_HEADER, Keys.MODEL_VERSION, Keys.HTTP_HOST, Keys.HTTP_TOKEN);

    static Stream<Key<?>> keys() {
        return Keys.ALL.stream();
    }

    static Stream<Arguments> badValues() {
        return Keys.ALL.stream()
                .filter(key -> !FREE_TEXT.contains(key))
                .flatMap(key -> bad(key).stream().map(value -> Arguments.of(key.name(), value, key)));
    }

    /** Values outside the bound, by the kind of key; a kind that is not here has no test and fails. */
    private static List<String> bad(Key<?> key) {
        String bound = key.rule().bound();
        return switch (key.rule().kind()) {
            case "int" -> integers(bound);
            case "duration" -> durations(bound);
            case "size" -> sizes(bound);
            case "choice" -> List.of("no-such-choice", "0");
            case "text" -> List.of("a b", "?", "\u00e9");
            case "path" -> List.of("a\0b");
            case "list", "paths" -> List.of("a,,b", ",");
            case "URL" -> List.of("ftp://h/", "registry:8081", "http://", "::");
            case "fraction" -> List.of("1.01", "-0.01", "NaN", "half");
            case "flag" -> List.of("yes", "TRUE", "1");
            case "rate" -> List.of("0", "-1", "NaN", "Infinity", "fast");
            default ->
                throw new AssertionError(
                        key.name() + ": say here what is no " + key.rule().kind());
        };
    }

    private static List<String> integers(String bound) {
        String[] ends = ends(bound);
        return List.of(
                String.valueOf(Long.parseLong(ends[0]) - 1),
                String.valueOf(Long.parseLong(ends[1]) + 1),
                "99999999999999999999",
                "1.5",
                "many");
    }

    private static List<String> durations(String bound) {
        String[] ends = ends(bound);
        Duration least = Quantity.duration(ends[0]);
        List<String> bad = new ArrayList<>(List.of(
                Quantity.duration(ends[1]).plusMillis(1).toMillis() + " ms",
                "5",
                "-1 s",
                "2 weeks",
                "999999999999999999 h"));
        if (!least.isZero()) bad.add(least.minusMillis(1).toMillis() + " ms");
        return bad;
    }

    private static List<String> sizes(String bound) {
        String[] ends = ends(bound);
        return List.of(
                Quantity.bytes(ends[0]) - 1 + " B",
                Quantity.bytes(ends[1]) + 1 + " B",
                "-1 B",
                "10 MB",
                "1024",
                "999999999999999999 GiB");
    }

    /** Of "A to B", whatever stands before it. */
    private static String[] ends(String bound) {
        return bound.replaceFirst("^(auto|off), or ", "").split(" to ");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badValues")
    void aValueOutsideItsBoundIsNamedWithTheBound(String name, String value, Key<?> key) {
        assertThat(problems(Map.of(name, value)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo(name))
                .satisfies(problem -> assertThat(problem.value()).isEqualTo(value.strip()))
                .satisfies(problem -> assertThat(problem.remedy())
                        .startsWith("must be " + key.rule().bound()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aMisspeltKeyIsNamedWithTheOneThatIsMeant(Key<?> key) {
        String name = key.name();
        int middle = Keys.PREFIX.length() + (name.length() - Keys.PREFIX.length()) / 2;
        for (String misspelt : List.of(
                name.substring(0, name.length() - 1),
                name.substring(0, middle) + name.charAt(middle) + name.substring(middle),
                name.substring(0, middle) + name.substring(middle + 1),
                name.replace('.', '_'),
                name.replace("maskstream.", "mask.stream."),
                name.substring(Keys.PREFIX.length()))) {
            assertThat(problems(Map.of(misspelt, "a secret")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains(misspelt, "unknown key; did you mean " + name + "?")
                            .doesNotContain("secret"));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anUnknownKeyBesideItIsRefused(Key<?> key) {
        assertThat(problems(Map.of(key.name() + ".quite.another.thing.altogether", "1")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("unknown key"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void itsEnvironmentVariableIsReadAndBlamed(Key<?> key) {
        RawConfig raw = new RawConfig().environment(Map.of(key.environmentVariable(), "x"));
        assertThat(raw.values()).containsExactly(Map.entry(key.name(), "x"));
        assertThat(raw.origin(key.name())).isEqualTo(" (from " + key.environmentVariable() + ")");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void itIsRequiredOrHasADefaultThatIsAllowedOrMayBeLeftOut(Key<?> key) {
        Map<String, String> without = new HashMap<>(VALID);
        without.remove(key.name());
        if (key.need() == Key.Need.ALWAYS)
            assertThat(catchThrowableOfType(InvalidConfigException.class, () -> PipelineConfig.of(without))
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains(key.name(), "is required", key.rule().bound()));
        else {
            PipelineConfig.of(without);
            key.defaultText().ifPresent(text -> {
                without.put(key.name(), text);
                PipelineConfig.of(without);
            });
        }
    }

    static Stream<Key<?>> secrets() {
        return keys().filter(key -> key.rule().type() == ConfigDef.Type.PASSWORD);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretIsNeverShown(Key<?> key) {
        Map<String, String> entries = new HashMap<>(VALID);
        entries.put(key.name(), "hunter2");
        assertThat(PipelineConfig.of(entries).toString()).doesNotContain("hunter2");
    }

    private static List<ConfigProblem> problems(Map<String, String> wrong) {
        Map<String, String> entries = new HashMap<>(VALID);
        entries.putAll(wrong);
        return catchThrowableOfType(InvalidConfigException.class, () -> PipelineConfig.of(entries))
                .problems();
    }
}

package io.maskstream.stream.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Keys and values as text, each with where it came from; a later source overrides an earlier one. For one thread. */
final class RawConfig {

    private static final String ENVIRONMENT_PREFIX = "MASKSTREAM_";
    private static final String ENVIRONMENT_KAFKA_PREFIX = ENVIRONMENT_PREFIX + "KAFKA_";

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    /** @throws InvalidConfigException when the file cannot be read */
    RawConfig file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidConfigException(new ConfigProblem(
                    "config file", file.toString(), "must be a readable UTF-8 properties file (" + e + ")"));
        }
        for (String name : properties.stringPropertyNames()) put(name, properties.getProperty(name), file.toString());
        return this;
    }

    RawConfig entries(Map<String, String> entries, String origin) {
        entries.forEach((name, value) -> put(name, value, origin));
        return this;
    }

    /**
     * {@code MASKSTREAM_BATCH_MAX_IMAGES} and {@code MASKSTREAM_KAFKA_BOOTSTRAP_SERVERS}. Other variables with the prefix
     * are left alone: Kubernetes makes some of its own for a service of that name.
     */
    RawConfig environment(Map<String, String> environment) {
        for (Key<?> key : Keys.ALL) {
            String value = environment.get(key.environmentVariable());
            if (value != null) put(key.name(), value, key.environmentVariable());
        }
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_KAFKA_PREFIX))
                put(
                        variable.substring(ENVIRONMENT_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value,
                        variable);
        });
        return this;
    }

    Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** " (from X)", or nothing where the program set it. */
    String origin(String name) {
        String origin = origins.getOrDefault(name, "");
        return origin.isEmpty() ? "" : " (from " + origin + ")";
    }

    private void put(String name, String value, String origin) {
        values.put(name, value.strip());
        origins.put(name, origin);
    }
}

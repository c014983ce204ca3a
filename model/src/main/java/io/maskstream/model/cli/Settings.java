package io.maskstream.model.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Options of a run from a properties file: a preset's or the user's. Immutable.
 *
 * @param origin where they come from, for messages
 * @param values by the option's name without dashes
 */
record Settings(String origin, Map<String, String> values) {

    static final List<String> PRESETS =
            List.of("cpu", "paper-cifar10", "paper-cifar100", "paper-svhn", "paper-imagenette", "paper-imagewoof");
    static final String PRESET = "preset";
    static final Settings NONE = new Settings("", Map.of());

    Settings {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException when there is none of this name */
    static Settings preset(String name) {
        if (!PRESETS.contains(name))
            throw new IllegalArgumentException("preset: '" + name + "' is not one of " + String.join(", ", PRESETS));
        try (InputStream in = Settings.class.getResourceAsStream("presets/" + name + ".properties")) {
            if (in == null) throw new IllegalStateException("preset " + name + " is missing in the program");
            return read("preset " + name, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException when the file cannot be read, or gives a key twice */
    static Settings file(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(file.toString(), reader);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("config: " + file + ": no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("config: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Settings read(String origin, Reader reader) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (values.put((String) key, ((String) value).strip()) != null)
                    throw new IllegalArgumentException(origin + ": key '" + key + "' is given twice");
                return value;
            }
        }.load(reader);
        return new Settings(origin, values);
    }

    /** The preset that a file builds on. */
    Optional<String> preset() {
        return Optional.ofNullable(values.get(PRESET));
    }
}

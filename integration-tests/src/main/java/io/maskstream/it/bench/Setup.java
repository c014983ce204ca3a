package io.maskstream.it.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pipeline.
 *
 * @param model NAME/VERSION
 * @param settings on top of the laboratory's
 */
record Setup(Path model, FrameFormat format, int partitions, Map<String, String> settings) {

    static final int PARTITIONS = 4;

    Setup {
        settings = Map.copyOf(settings);
    }

    static Setup of(Path model, FrameFormat format) {
        return new Setup(model, format, PARTITIONS, Map.of());
    }

    Setup partitions(int other) {
        return new Setup(model, format, other, settings);
    }

    Setup with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new Setup(model, format, partitions, more);
    }
}

package io.maskstream.it.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pipeline.
 *
 * @param model NAME/VERSION
 * @param settings on top of the laboratory's
 * @param java options of its JVM
 */
record Setup(Path model, FrameFormat format, int partitions, Map<String, String> settings, String java) {

    static final int PARTITIONS = 4;

    Setup {
        settings = Map.copyOf(settings);
    }

    static Setup of(Path model, FrameFormat format) {
        return new Setup(model, format, PARTITIONS, Map.of(), Jvm.HEAP);
    }

    Setup partitions(int other) {
        return new Setup(model, format, other, settings, java);
    }

    Setup with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new Setup(model, format, partitions, more, java);
    }

    Setup java(String other) {
        return new Setup(model, format, partitions, settings, other);
    }
}

package io.maskstream.stream.app;

import io.maskstream.stream.config.PipelineConfig;
import java.util.HashMap;
import java.util.Map;

/** Configurations for tests. */
final class Configs {

    static final Map<String, String> STANDALONE = Map.of(
            "maskstream.application.id", "app",
            "maskstream.input.topics", "frames",
            "maskstream.output.topic", "labels",
            "maskstream.dead.letter.topic", "dead",
            "maskstream.model.dir", "models/m",
            "maskstream.http.port", "0",
            "kafka.bootstrap.servers", "127.0.0.1:9092");

    private Configs() {}

    static PipelineConfig with(String... keysAndValues) {
        Map<String, String> entries = new HashMap<>(STANDALONE);
        for (int i = 0; i < keysAndValues.length; i += 2) entries.put(keysAndValues[i], keysAndValues[i + 1]);
        return PipelineConfig.of(entries);
    }
}

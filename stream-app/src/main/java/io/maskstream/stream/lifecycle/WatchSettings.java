package io.maskstream.stream.lifecycle;

import io.maskstream.stream.config.PipelineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param modelDir {@code NAME/} with its versions, see {@link io.maskstream.model.artifact.ModelFolder}
 * @param pinnedVersion the only version that may serve; empty: the latest
 * @param pollInterval between two looks at the folder
 * @param maxBatch images in the largest batch that is warmed, as the engine has it
 */
public record WatchSettings(Path modelDir, Optional<String> pinnedVersion, Duration pollInterval, int maxBatch) {

    public WatchSettings {
        if (pollInterval.isNegative() || pollInterval.isZero())
            throw new IllegalArgumentException("pollInterval: " + pollInterval + ", must be above 0");
        if (maxBatch < 1) throw new IllegalArgumentException("maxBatch: " + maxBatch + ", must be at least 1");
    }

    public static WatchSettings of(PipelineConfig config) {
        return new WatchSettings(
                config.modelDir(), config.modelVersion(), config.modelPollInterval(), config.batchMaxImages());
    }
}

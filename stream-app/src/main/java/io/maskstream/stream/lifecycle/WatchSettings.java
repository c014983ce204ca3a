package io.maskstream.stream.lifecycle;

import io.maskstream.model.artifact.TrustedKeys;
import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * @param modelDir {@code NAME/} with its versions, see {@link io.maskstream.model.artifact.ModelFolder}
 * @param pinnedVersion the only version that may serve; empty: the latest
 * @param trusted who must have signed a version
 * @param pollInterval between two looks at the folder
 * @param maxBatch images in the largest batch that is warmed, as the engine has it
 */
public record WatchSettings(
        Path modelDir, Optional<String> pinnedVersion, TrustedKeys trusted, Duration pollInterval, int maxBatch) {

    public WatchSettings {
        if (pollInterval.isNegative() || pollInterval.isZero())
            throw new IllegalArgumentException("pollInterval: " + pollInterval + ", must be above 0");
        if (maxBatch < 1) throw new IllegalArgumentException("maxBatch: " + maxBatch + ", must be at least 1");
    }

    /** @throws InvalidConfigException when a key of {@code model.trusted.keys} cannot be read */
    public static WatchSettings of(PipelineConfig config) {
        return new WatchSettings(
                config.modelDir(),
                config.modelVersion(),
                trusted(config.modelTrustedKeys()),
                config.modelPollInterval(),
                config.batchMaxImages());
    }

    private static TrustedKeys trusted(List<Path> files) {
        try {
            return TrustedKeys.read(files);
        } catch (NoSuchFileException e) {
            throw unreadable(files, e.getMessage() + ": no such file");
        } catch (IOException e) {
            throw unreadable(files, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidConfigException unreadable(List<Path> files, String remedy) {
        String value = files.stream().map(Path::toString).collect(Collectors.joining(","));
        return new InvalidConfigException(List.of(new ConfigProblem("maskstream.model.trusted.keys", value, remedy)));
    }
}

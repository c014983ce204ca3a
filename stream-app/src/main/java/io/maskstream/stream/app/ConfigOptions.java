package io.maskstream.stream.app;

import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.PipelineConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where a command's configuration comes from. */
final class ConfigOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties file. Environment variables override it: MASKSTREAM_BATCH_MAX_IMAGES for"
                    + " maskstream.batch.max.images.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides file and environment; may be repeated. An empty value takes the key away.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * With everything that {@code run} needs.
     *
     * @throws InvalidConfigException with what is wrong
     */
    PipelineConfig load() {
        PipelineConfig config = PipelineConfig.load(file, System.getenv(), overrides);
        var unused = config.standalone();
        return config;
    }

    /** Wrong flags are wrong usage, a wrong file is a failure. */
    int exitCode(InvalidConfigException e) {
        boolean flagged = e.problems().stream()
                // An unknown key says where it came from, after a blank.
                .map(problem -> problem.key().split(" ", 2)[0])
                .anyMatch(overrides::containsKey);
        return flagged ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}

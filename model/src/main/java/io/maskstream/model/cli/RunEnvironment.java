package io.maskstream.model.cli;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.train.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a run's figures depend on beside its settings.
 *
 * @param started UTC
 * @param maskstream version and commit
 * @param engine and its version
 * @param cpu as the system names it
 * @param processors that the JVM sees
 * @param threads of the network
 * @param jpeg who decodes JPEG
 */
record RunEnvironment(
        String started,
        String maskstream,
        String engine,
        String java,
        String os,
        String cpu,
        int processors,
        int threads,
        String jpeg) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RunEnvironment here(int threads) {
        Engine engine = Engine.getInstance();
        return new RunEnvironment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Provenance.program(),
                engine.getEngineName() + " " + engine.getVersion(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                threads,
                JpegDecoding.ofProcess().decoder());
    }

    /** A run that goes on elsewhere has a line for each place. */
    void append(RunFolder folder) throws IOException {
        String line = JSON.writeValueAsString(this) + "\n";
        Files.writeString(folder.environment(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Who decoded JPEG at a run's last start; nothing where that is not known, as of runs of older versions. */
    static Optional<String> jpegOf(RunFolder folder) throws IOException {
        if (!Files.exists(folder.environment())) return Optional.empty();
        List<String> lines = Files.readAllLines(folder.environment());
        // A start that was killed may have left a part of a line.
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        try {
            return Optional.ofNullable(JSON.readTree(last).path("jpeg").textValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The architecture where there is no /proc/cpuinfo, or no name in it. */
    private static String cpuName() {
        String architecture = System.getProperty("os.arch");
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(l -> l.startsWith("model name"))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}

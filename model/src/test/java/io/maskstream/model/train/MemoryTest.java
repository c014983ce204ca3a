package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.network.MaskKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The memory of a process that trains, under the launcher's malloc settings and a Java heap that cannot grow. */
@EnabledOnOs(OS.LINUX)
final class MemoryTest {

    /** What is seen is 0 to 2: code that the JVM still compiles. */
    private static final double MEGABYTES = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(MaskKind.class)
    void staysFlatWhileTraining(MaskKind mask) throws Exception {
        Path out = folder.resolve("rss");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                "tiny",
                mask.name().toLowerCase(Locale.ROOT),
                "8",
                "400",
                "100",
                out.toString());
        builder.environment()
                .putAll(Map.of(
                        "MALLOC_ARENA_MAX", "1",
                        "MALLOC_MMAP_THRESHOLD_", "1000000000",
                        "MALLOC_TRIM_THRESHOLD_", "2000000000"));
        Path log = folder.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int code = process.waitFor();
        assertThat(code).as(Files.readString(log)).isZero();

        List<String> lines = Files.readAllLines(folder.resolve("rss.csv"));
        assertThat(lines).hasSize(5);
        assertThat(resident(lines.get(4)) - resident(lines.get(1)))
                .as("growth in MB from step 100 to step 400: %s", lines)
                .isLessThan(MEGABYTES);
        assertThat(folder.resolve("rss.png")).isNotEmptyFile();
    }

    private static double resident(String line) {
        return Double.parseDouble(line.split(",", -1)[1]);
    }
}

package io.maskstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an embedding user's project gets with stream-app: the build writes the tree, this reads it. */
final class RuntimeTreeTest {

    private static final Pattern LINE = Pattern.compile("([|+\\\\\\- ]*)([\\w.-]+):([\\w.-]+):.*");

    @Test
    void embeddingBringsNoProgramOfItsOwn() throws IOException {
        List<String> artifacts = artifactsWithoutOptionalSubtrees();
        assertThat(artifacts).contains("kafka-streams", "micrometer-core", "api", "avro");
        assertThat(artifacts)
                .doesNotContain(
                        "picocli",
                        "javalin",
                        "logback-classic",
                        "micrometer-registry-prometheus",
                        "xchart",
                        "commons-statistics-distribution",
                        "mfl-core",
                        "progressbar",
                        "pytorch-jni",
                        "pytorch-native-cpu")
                .noneMatch(a -> a.startsWith("jetty-") || a.startsWith("kotlin-"));
    }

    private static List<String> artifactsWithoutOptionalSubtrees() throws IOException {
        List<String> artifacts = new ArrayList<>();
        int optionalDepth = Integer.MAX_VALUE;
        for (String line : Files.readAllLines(Path.of("target", "runtime-tree.txt"))) {
            Matcher m = LINE.matcher(line);
            if (!m.matches()) continue;
            int depth = m.group(1).length();
            if (depth > optionalDepth) continue;
            optionalDepth = line.contains("(optional)") ? depth : Integer.MAX_VALUE;
            if (optionalDepth == Integer.MAX_VALUE) artifacts.add(m.group(3));
        }
        return artifacts;
    }
}

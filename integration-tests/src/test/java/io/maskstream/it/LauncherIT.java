package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/maskstream} runs on every JDK from 17 on that this machine has, without a word on standard error. */
final class LauncherIT {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("jdks")
    void showsVersionAndHelp(Path jdk) throws Exception {
        assertThat(output(jdk, "--version")).startsWith("maskstream ").contains("Java " + version(jdk));
        // A build from a tree without Git has no commit to tell.
        if (Files.exists(Path.of("..", ".git")))
            assertThat(output(jdk, "--version")).containsPattern("^maskstream \\S+\\+[0-9a-f]{12}");
        assertThat(output(jdk, "--help")).contains("quickstart", "run", "config", "produce", "tail", "model");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void classifiesAnImage(Path jdk) throws Exception {
        TinyModel.write(folder.resolve("models"), TinyModel.spec("tiny", "1", 28));
        Path image = anImage();
        assertThat(output(
                        jdk,
                        "model",
                        "classify",
                        "--model",
                        folder.resolve("models/tiny").toString(),
                        image.toString()))
                .contains(image.toString(), "28x28", "red", "green", "blue");
    }

    /** Wherever it is set: the JVM does not start with two. */
    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MASKSTREAM_JAVA_OPTS"})
    void leavesTheCollectorToWhoeverHasChosenOne(String variable) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Distribution.located().program().toString(), "run", "--config", "missing.properties")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put(variable, "-XX:+UseParallelGC");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("missing.properties: must be a readable").doesNotContain("garbage collectors");
    }

    /** Standard output of a command that ends well and says nothing else. */
    private String output(Path jdk, String... arguments) throws IOException, InterruptedException {
        try (Command command = Command.start(Files.createTempDirectory(folder, "command"), jdk, List.of(arguments))) {
            assertThat(command.waitFor()).as("%s", command.err()).isZero();
            assertThat(command.err()).isEmpty();
            return command.out();
        }
    }

    private static Path anImage() throws IOException {
        try (Stream<Path> images = Files.list(Distribution.located().home().resolve("images/fashion-mnist/Bag"))) {
            return images.sorted().findFirst().orElseThrow();
        }
    }

    static Stream<Path> jdks() throws IOException {
        TreeSet<Path> homes = new TreeSet<>();
        homes.add(Path.of(System.getProperty("java.home")).toRealPath());
        if (Files.isDirectory(INSTALLED))
            try (Stream<Path> installed = Files.list(INSTALLED)) {
                for (Path home : installed.toList())
                    if (Files.isExecutable(home.resolve("bin/java"))) homes.add(home.toRealPath());
            }
        return homes.stream().filter(home -> feature(home) >= 17);
    }

    private static int feature(Path jdk) {
        // Before 9 it was 1.8.
        return Integer.parseInt(version(jdk).replaceFirst("^1\\.", "").split("[^0-9]", 2)[0]);
    }

    private static String version(Path jdk) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(jdk.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            return "0";
        }
        return release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    }
}

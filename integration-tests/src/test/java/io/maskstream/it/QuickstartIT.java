package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart counts right, ends as it should and leaves no process and no file behind, however it is ended. */
final class QuickstartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void countsEveryFrame() throws Exception {
        try (Command quickstart = Command.start(folder, "quickstart", "--frames", "300", "--json", "--model", tiny())) {
            assertThat(quickstart.waitFor()).as("%s", quickstart.err()).isZero();
            JsonNode summary = lastLine(quickstart);
            assertThat(summary.get("frames").asInt()).isEqualTo(300);
            assertThat(summary.get("classified").asInt()).isEqualTo(294);
            assertThat(summary.get("deadLetters").asInt()).isEqualTo(6);
            assertThat(summary.get("deadLettersByStage").get("DECODE").asInt()).isEqualTo(6);
            assertThat(summary.get("imagesPerSecond").asDouble()).isPositive();
            assertThat(summary.get("latencyMs").get("p50").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(summary.get("latencyMs").get("p99").asDouble());
            assertThat(summary.get("batchSizeMean").asDouble()).isBetween(1.0, 32.0);
            assertThat(summary.get("modelVersion").asText()).isEqualTo("7");
            assertNothingIsLeft(quickstart, List.of());
        }
    }

    @Test
    void shippedModelKnowsTheShippedImages() throws Exception {
        try (Command quickstart = Command.start(folder, "quickstart", "--frames", "300", "--json")) {
            assertThat(quickstart.waitFor()).as("%s", quickstart.err()).isZero();
            assertThat(lastLine(quickstart).get("accuracy").asDouble()).isGreaterThan(0.8);
        }
    }

    @Test
    void ctrlCEndsAnEndlessRunWithItsSummary() throws Exception {
        try (Command quickstart = Command.start(folder, "quickstart", "--forever", "--json", "--model", tiny())) {
            await().atMost(PATIENCE).until(() -> quickstart.err().matches("(?s).* [1-9][0-9,]* labelled.*"));
            List<ProcessHandle> children = quickstart.children();
            assertThat(children).as("the broker").isNotEmpty();
            quickstart.signal("INT");
            assertThat(quickstart.waitFor()).as("%s", quickstart.err()).isZero();
            JsonNode summary = lastLine(quickstart);
            int classified = summary.get("classified").asInt();
            assertThat(classified).isPositive();
            assertThat(summary.get("frames").asInt())
                    .isEqualTo(classified + summary.get("deadLetters").asInt());
            assertNothingIsLeft(quickstart, children);
        }
    }

    @Test
    void ctrlCWhileTheBrokerStartsLeavesNothing() throws Exception {
        try (Command quickstart = Command.start(folder, "quickstart", "--model", tiny())) {
            await().atMost(PATIENCE).until(() -> !quickstart.children().isEmpty());
            List<ProcessHandle> children = quickstart.children();
            quickstart.signal("INT");
            assertThat(quickstart.waitFor()).isEqualTo(130);
            assertThat(quickstart.out()).isEmpty();
            assertNothingIsLeft(quickstart, children);
        }
    }

    @Test
    void killedQuickstartTakesItsBrokerWithIt() throws Exception {
        try (Command quickstart = Command.start(folder, "quickstart", "--model", tiny())) {
            await().atMost(PATIENCE).until(() -> quickstart.err().contains("Loading the model"));
            List<ProcessHandle> children = quickstart.children();
            assertThat(children).as("the broker").isNotEmpty();
            quickstart.signal("KILL");
            await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Knows the labels of the shipped images, and guesses. */
    private String tiny() throws IOException {
        List<String> labels;
        try (Stream<Path> classes = Files.list(Distribution.located().home().resolve("images/fashion-mnist"))) {
            labels = classes.filter(Files::isDirectory)
                    .map(c -> String.valueOf(c.getFileName()))
                    .sorted()
                    .toList();
        }
        ModelSpec spec = TinyModel.spec("tiny", "7", labels, 28);
        TinyModel.write(folder.resolve("models"), spec);
        return folder.resolve("models/tiny").toString();
    }

    private static JsonNode lastLine(Command quickstart) throws IOException {
        List<String> lines = quickstart.out().lines().toList();
        return new JsonMapper().readTree(lines.get(lines.size() - 1));
    }

    private static void assertNothingIsLeft(Command quickstart, List<ProcessHandle> children) {
        assertThat(quickstart.children()).isEmpty();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(quickstart.temporary()).isEmptyDirectory();
    }
}

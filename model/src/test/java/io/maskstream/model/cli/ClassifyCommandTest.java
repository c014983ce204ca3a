package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifyCommandTest {

    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;

    @TempDir
    Path folder;

    private Path models;

    @BeforeEach
    void writeModel() throws IOException {
        models = folder.resolve("models");
        TinyModel.write(models, TinyModel.spec("tiny", "1", 8));
    }

    @Test
    void printsAJsonLineForEveryFile() throws IOException {
        Path red = Pictures.write(folder.resolve("red.png"), 20, 10, RED);
        Path blue = Pictures.write(folder.resolve("blue.png"), 8, 8, BLUE);
        Cli cli = Cli.run("classify", "--model", models.resolve("tiny"), "--device", "cpu", "--json", red, blue);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        JsonNode first = cli.json().get(0);
        assertThat(first.get("path").asText()).isEqualTo(red.toString());
        assertThat(first.get("width").asInt()).isEqualTo(20);
        assertThat(first.get("height").asInt()).isEqualTo(10);
        assertThat(first.get("predictions")).hasSize(3);
        assertThat(first.get("predictions").get(0).get("label").asText()).isEqualTo("red");
        // Logits 10, 0, 0.
        assertThat(first.get("predictions").get(0).get("confidence").asDouble())
                .isCloseTo(1 / (1 + 2 * Math.exp(-10)), Assertions.within(1e-5));
        assertThat(cli.json().get(1).get("predictions").get(0).get("label").asText())
                .isEqualTo("blue");
    }

    @Test
    void sizesAreAsDisplayed() throws IOException {
        Path turned = Pictures.writeTurned(folder.resolve("turned.jpg"), 32, 16, RED);
        Cli cli = Cli.run("classify", "--model", models.resolve("tiny"), "--json", turned);
        assertThat(cli.json().get(0).get("width").asInt()).isEqualTo(16);
        assertThat(cli.json().get(0).get("height").asInt()).isEqualTo(32);
    }

    @Test
    void aRejectedFileDoesNotStopTheOthersAndGivesExitCode1() throws IOException {
        Path bad = folder.resolve("bad.png");
        Files.writeString(bad, "not an image");
        Path good = Pictures.write(folder.resolve("good.png"), 8, 8, RED);
        Path missing = folder.resolve("missing.png");
        Cli cli = Cli.run("classify", "--model", models.resolve("tiny/1"), "--json", bad, missing, good);
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.json()).hasSize(3);
        JsonNode rejected = cli.json().get(0).get("rejected");
        assertThat(rejected.get("stage").asText()).isEqualTo("DECODE");
        assertThat(rejected.get("reason").asText()).isEqualTo("UNSUPPORTED_FORMAT");
        assertThat(rejected.get("message").asText()).isNotEmpty();
        assertThat(cli.json().get(1).get("rejected").get("stage").asText()).isEqualTo("FETCH");
        assertThat(cli.json().get(2).has("predictions")).isTrue();
    }

    @Test
    void aFolderStandsForItsFilesAndTheNewestVersionForTheModel() throws IOException {
        // Version 10 swaps the labels, so that its answers tell it from version 1.
        TinyModel.write(models, TinyModel.spec("tiny", "10", java.util.List.of("rouge", "vert", "bleu"), 8));
        Path pictures = folder.resolve("pictures");
        Pictures.write(pictures.resolve("b.png"), 8, 8, BLUE);
        Pictures.write(pictures.resolve("a.png"), 8, 8, RED);
        Files.writeString(pictures.resolve(".hidden"), "x");
        Files.createDirectory(pictures.resolve("deeper"));
        Cli cli = Cli.run("classify", "--model", models.resolve("tiny"), "--top", 1, pictures);
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.lines())
                .containsExactly(
                        pictures.resolve("a.png") + "  8x8  rouge 100.0 %",
                        pictures.resolve("b.png") + "  8x8  bleu 100.0 %");
    }

    @Test
    void anAlteredModelIsOneLineOnStandardError() throws IOException {
        Files.writeString(models.resolve("tiny/1/model.pt"), "altered");
        Cli cli = Cli.run("classify", "--model", models.resolve("tiny"), "x.png");
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines())
                .singleElement()
                .asString()
                .startsWith("model classify: ")
                .contains("model.pt: its size is 7");
    }

    @Test
    void wrongUsageIsOneLineThatNamesOptionAndValue() {
        assertUsage(Cli.run("classify", "--model", models, "--device", "tpu", "x"), "'--device'", "tpu", "gpu:0,1");
        assertUsage(Cli.run("classify", "--model", models, "--top", 0, "x"), "--top is 0, must be at least 1");
        assertUsage(Cli.run("classify", "--model", models), "PATH");
        assertUsage(Cli.run("classify", "x"), "--model");
        assertUsage(Cli.run("classify", "--model", models, "--jsn", "x"), "--jsn");
        assertUsage(Cli.run("clasify"), "clasify");
        assertUsage(Cli.run(), "model needs a command: train, ablate, evaluate");
    }

    @Test
    void aFolderWithoutAModelSaysHowToMakeOne() {
        Cli cli = Cli.run("classify", "--model", folder.resolve("none"), "x.png");
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).contains("--model " + folder.resolve("none")).contains("model export");
    }

    private static void assertUsage(Cli cli, String... words) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(words);
    }
}

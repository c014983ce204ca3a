package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.data.ChannelStatistics;
import io.maskstream.model.data.Split;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From images to a served model, all through the command line. */
final class ExportCommandTest {

    @TempDir
    Path folder;

    @Test
    void aTrainedRunBecomesAModelThatClassifies() throws IOException {
        Path data = Pictures.twoClasses(folder.resolve("data"), 20);
        Path run = train(data, 8);
        Path models = folder.resolve("models");
        Cli cli = export(run, "1");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .contains("shades/1 in " + models.resolve("shades/1"))
                .contains("on 4 images")
                .contains("not calibrated: 4 images for it, needs 100");

        ModelArtifact artifact = ModelArtifact.read(models.resolve("shades/1")).verify();
        assertThat(artifact.spec().labels()).containsExactly("dark", "light");
        assertThat(artifact.samples().count()).isEqualTo(4);
        assertThat(artifact.files()).contains("weights.npz");
        assertThat(artifact.provenance())
                .containsEntry("jpeg.decoder", JpegDecoding.ofProcess().decoder())
                .containsEntry("data", "folder:data")
                .containsEntry("data.images", "40")
                .containsEntry("validation.images", "8")
                .containsEntry("validation.seed", "1")
                .containsEntry("network", "dmc-pico")
                .containsEntry("network.mask", "kernel");
        Metric top1 = artifact.metrics().get(0);
        assertThat(top1.name()).isEqualTo("top1");
        assertThat(top1.dataSet()).isEqualTo("folder:data");
        assertThat(top1.split()).isEqualTo("validation");
        // What evaluate says of the same split, and what training saw.
        JsonNode evaluated = Cli.run(
                        "evaluate",
                        "--model",
                        models.resolve("shades"),
                        "--data",
                        "folder:" + data,
                        "--split",
                        "validation",
                        "--json")
                .json()
                .get(0);
        assertThat(evaluated.get("images").asInt()).isEqualTo(4);
        assertThat(top1.value()).isEqualTo(evaluated.get("top1").asDouble());
        assertThat(top1.value()).isEqualTo(bestOfLog(run));
        assertThat(top1.interval()).isPresent();

        Path black = Pictures.write(folder.resolve("black.png"), 30, 20, 0x050505);
        Path white = Pictures.write(folder.resolve("white.png"), 30, 20, 0xfafafa);
        Cli classified = Cli.run("classify", "--model", models.resolve("shades"), "--json", black, white);
        assertThat(classified.exitCode()).isZero();
        assertThat(label(classified.json().get(0))).isEqualTo("dark");
        assertThat(label(classified.json().get(1))).isEqualTo("light");

        Cli again = export(run, "1");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err().lines()).hasSize(1);
        assertThat(again.err()).contains("shades/1 exists already").contains("--version");
    }

    @Test
    void confidencesAreCalibratedOnTheImagesThatChoseNothing() throws IOException {
        Path run = train(Pictures.twoClasses(folder.resolve("data"), 150), 1, 240);
        Cli cli = Cli.run(
                "export",
                "--run",
                run,
                "--name",
                "shades",
                "--version",
                "1",
                "--out",
                folder.resolve("models"),
                "--json");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode json = cli.json().get(0);
        assertThat(json.get("images").asInt()).isEqualTo(120);
        assertThat(json.get("calibrationImages").asInt()).isEqualTo(120);
        ModelSpec spec = ModelArtifact.read(folder.resolve("models/shades/1")).spec();
        assertThat(spec.temperature()).isEqualTo((float) json.get("temperature").asDouble());
        assertThat(spec.conformal().orElseThrow().coverage()).isEqualTo(0.95);
        assertThat(spec.conformal().orElseThrow().quantile())
                .isEqualTo(json.get("conformalQuantile").asDouble());
        // 120 images cannot show 1 %, were they all right.
        assertThat(spec.confidenceForRisk()).isEmpty();
    }

    @Test
    void whatCannotBeExportedIsSaidBeforeAnythingIsWritten() throws IOException {
        Path data = Pictures.twoClasses(folder.resolve("data"), 20);
        Path run = train(data, 1);
        Cli name = export(run, "../1");
        assertThat(name.exitCode()).isEqualTo(2);
        assertThat(name.err()).contains("version: \"../1\"");
        Files.writeString(run.resolve("best.npz"), "altered");
        assertThat(export(run, "1").exitCode()).isEqualTo(1);
        Files.delete(run.resolve("best.npz"));
        Cli none = export(run, "1");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("best.npz is missing: the run has not finished an epoch yet");
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void theConfigurationInTheDocumentationIsOne() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "training.md"));
        String json = document.substring(document.indexOf("```json") + 7, document.lastIndexOf("```"));
        RunConfig config = RunConfig.of(RunFolder.create(folder.resolve("run"), json));
        assertThat(config.networkSpec().classes()).isEqualTo(10);
        assertThat(config.recipe().optimizer().decay()).isEqualTo(5e-4f);
        Path fashion = Path.of("/usr/share/datasets/fashion-mnist");
        assumeTrue(Files.isDirectory(fashion), "needs the package dataset-fashion-mnist");
        Split split = config.validation().of(config.open());
        assertThat(split.validation().size()).isEqualTo(5_000);
        assertThat(ChannelStatistics.of(split.train())).isEqualTo(config.normalization());
    }

    private Path train(Path data, int epochs) {
        return train(data, epochs, 8);
    }

    private Path train(Path data, int epochs, int validation) {
        Path run = folder.resolve("run");
        Cli cli = Cli.run(
                "train",
                "--data",
                "folder:" + data,
                "--out",
                run,
                "--network",
                "dmc-pico",
                "--mask",
                "kernel",
                "--input",
                "3x8x8",
                "--batch",
                8,
                "--pad",
                0,
                "--validation",
                validation,
                "--epochs",
                epochs);
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        return run;
    }

    private Cli export(Path run, String version) {
        return Cli.run(
                "export", "--run", run, "--name", "shades", "--version", version, "--out", folder.resolve("models"));
    }

    private static double bestOfLog(Path run) throws IOException {
        return Files.readAllLines(run.resolve("log.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                .max()
                .orElseThrow();
    }

    private static String label(JsonNode line) {
        return line.get("predictions").get(0).get("label").asText();
    }
}

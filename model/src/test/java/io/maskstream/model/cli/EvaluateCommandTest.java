package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.fixture.TinyArchive;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {

    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;

    @TempDir
    Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(folder.resolve("models"), TinyModel.spec("tiny", "1", 8))
                .directory();
        data = folder.resolve("data");
        // In alphabetical order blue comes first: class ids are the model's only after matching by name.
        for (int i = 0; i < 4; i++) {
            Pictures.write(data.resolve("blue/" + i + ".png"), 8, 8, BLUE);
            Pictures.write(data.resolve("red/" + i + ".png"), 8, 8, RED);
            // One of the greens is red.
            Pictures.write(data.resolve("green/" + i + ".png"), 8, 8, i == 0 ? RED : GREEN);
        }
    }

    @Test
    void measuresWithClassesMatchedByName() {
        Cli cli = Cli.run("evaluate", "--model", model, "--data", "folder:" + data, "--json");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        JsonNode last = cli.json().get(cli.json().size() - 1);
        assertThat(last.get("images").asInt()).isEqualTo(12);
        assertThat(last.get("top1").asDouble()).isEqualTo(11 / 12.0);
        assertThat(last.get("top5").asDouble()).isEqualTo(1);
        // All confidences are 1 / (1 + 2e^-10), in one bin.
        assertThat(last.get("ece").asDouble())
                .isCloseTo(1 / (1 + 2 * Math.exp(-10)) - 11 / 12.0, Assertions.within(1e-5));
    }

    @Test
    void readableOutputHasTheIntervals() {
        Cli cli = Cli.run("evaluate", "--model", model, "--data", "folder:" + data);
        assertThat(cli.out())
                .contains("tiny/1 on 12 images of folder:" + data + " (test)")
                .contains("top-1 91.67 % (95 % interval 64.61 to 98.51)");
    }

    @Test
    void everyFigureIsInTheJson() throws IOException {
        JsonNode json = Cli.run("evaluate", "--model", calibrated(), "--data", "folder:" + data, "--json")
                .json()
                .get(0);
        assertThat(json.get("temperature").asDouble()).isEqualTo(2);
        assertThat(json.get("nll").asDouble()).isPositive();
        assertThat(json.get("brier").asDouble()).isPositive();
        assertThat(json.get("ece").asDouble())
                .isNotEqualTo(json.at("/uncalibrated/ece").asDouble());
        assertThat(json.get("eceInterval")).hasSize(2);
        assertThat(json.at("/top1Interval/0").asDouble()).isCloseTo(0.6461, Assertions.within(1e-4));
        assertThat(json.at("/confidenceForRisk/accepted").asDouble()).isEqualTo(1);
        assertThat(json.at("/confidenceForRisk/error").asDouble()).isEqualTo(1 / 12.0);
        assertThat(json.at("/conformal/covered").asDouble()).isEqualTo(11 / 12.0);
        assertThat(json.at("/conformal/meanSize").asDouble()).isEqualTo(1);
        assertThat(json.at("/classes/1/label").asText()).isEqualTo("green");
        assertThat(json.at("/classes/1/recall").asDouble()).isEqualTo(0.75);
        assertThat(json.at("/confusion/1/0").asInt()).isEqualTo(1);
        assertThat(json.get("imagesPerSecond").asDouble()).isPositive();
        assertThat(json.has("corruptions")).isFalse();
    }

    @Test
    void corruptionsReportAndConfusionAreWrittenWhenAskedFor() throws IOException {
        Path report = folder.resolve("report.html");
        Cli cli = Cli.run(
                "evaluate",
                "--model",
                model,
                "--data",
                "folder:" + data,
                "--corruptions",
                "--report",
                report,
                "--confusion",
                folder.resolve("confusion"),
                "--json");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode corruptions = cli.json().get(0).get("corruptions");
        assertThat(corruptions).hasSize(30);
        // One colour each: nothing that blur could take.
        JsonNode blur = corruptions.get(5);
        assertThat(blur.get("corruption").asText()).isEqualTo("gaussian-blur");
        assertThat(blur.get("severity").asInt()).isEqualTo(1);
        assertThat(blur.get("top1").asDouble()).isEqualTo(11 / 12.0);
        assertThat(report).content().contains("tiny/1 on 12 images of folder:", "gaussian-noise", "said red");
        assertThat(folder.resolve("confusion.csv")).content().contains("green,1,3,0");
        assertThat(ImageIO.read(folder.resolve("confusion.png").toFile()).getWidth())
                .isPositive();
        Cli text = Cli.run("evaluate", "--model", model, "--data", "folder:" + data, "--corruptions");
        assertThat(text.out()).contains("occlusion").contains("gaussian-blur         91.67  91.67");
    }

    @Test
    void validationImagesAreThoseThatTrainingHeldOut() throws IOException {
        Path trained = model(Map.of("data.images", "12", "validation.images", "6", "validation.seed", "3"));
        assertThat(images(trained, "validation")).isEqualTo(3);
        assertThat(images(trained, "calibration")).isEqualTo(3);
        assertThat(images(trained, "train")).isEqualTo(6);
        // Without provenance a tenth.
        assertThat(images(model, "validation")).isEqualTo(1);
        assertThat(images(model, "train")).isEqualTo(11);
        Cli none = Cli.run("evaluate", "--model", model, "--data", "folder:" + data, "--split", "calibration");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("--split calibration has no image: training held out 1");
    }

    @Test
    void theSeedOfTheSplitIsTheRecordedOne() {
        Dataset all = DataSource.parse("folder:" + data).training();
        Map<String, String> provenance = Map.of("validation.images", "6", "validation.seed", "3");
        assertThat(ValidationSplit.recordedIn(provenance, all)).isEqualTo(new ValidationSplit(6, 3, 0));
        assertThat(ValidationSplit.recordedIn(Map.of(), all)).isEqualTo(new ValidationSplit(1, 1, 0));
        assertThatThrownBy(() -> ValidationSplit.recordedIn(Map.of("validation.seed", "x"), all))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("provenance.validation.seed is 'x'");
    }

    @Test
    void aSplitOfAnotherDataSetIsRefused() throws IOException {
        Path trained = model(Map.of("data.images", "60000", "validation.images", "5000", "validation.seed", "1"));
        Cli cli = Cli.run("evaluate", "--model", trained, "--data", "folder:" + data, "--split", "validation");
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains("--data has 12 images").contains("60000").contains("--split test");
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamed() throws IOException {
        Pictures.write(data.resolve("yellow/1.png"), 8, 8, 0xffff00);
        Cli cli = Cli.run("evaluate", "--model", model, "--data", "folder:" + data);
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains("[yellow]").contains("red");
    }

    @Test
    void aModelWithoutAFiniteAnswerFails() throws IOException {
        Path nan = folder.resolve("nan");
        // Finite on the samples, whose means are near a half, infinite on a plane of ones.
        TinyModel.write(
                nan,
                TinyModel.spec("nan", "1", 8),
                "    return torch.add(torch.matmul(torch.mean(x, [2, 3]), self.weight),"
                        + " torch.log(torch.le(torch.amax(torch.mean(x, [2, 3]), [1], True), 0.9)))\n");
        Cli cli = Cli.run("evaluate", "--model", nan.resolve("nan"), "--data", "folder:" + data);
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.err()).contains("nan/1").contains("image 0 of the data set");
    }

    @Test
    void wrongValuesAreUsageErrors() {
        Cli split = Cli.run("evaluate", "--model", model, "--data", "folder:" + data, "--split", "dev");
        assertThat(split.exitCode()).isEqualTo(2);
        assertThat(split.err())
                .contains("'--split'")
                .contains("'dev' is not one of train, validation, calibration, test");
        Cli kind = Cli.run("evaluate", "--model", model, "--data", "mnist:x");
        assertThat(kind.exitCode()).isEqualTo(2);
        assertThat(kind.err()).contains("'--data'").contains("unknown kind 'mnist'");
    }

    private int images(Path model, String split) {
        Cli cli = Cli.run("evaluate", "--model", model, "--data", "folder:" + data, "--split", split, "--json");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        return cli.json().get(0).get("images").asInt();
    }

    private Path calibrated() throws IOException {
        ModelSpec spec = TinyModel.spec("calibrated", "1", 8)
                .withTemperature(2)
                .withCalibration(Optional.of(new ConfidenceForRisk(0.01, 0.5)), Optional.of(new Conformal(0.95, 0.5)));
        return TinyModel.write(folder.resolve("calibrated"), spec).directory();
    }

    private Path model(Map<String, String> provenance) throws IOException {
        var spec = TinyModel.spec("trained", "1", 8);
        float[] images = TinyModel.images(1, spec);
        ModelArtifact artifact = ArtifactWriter.of(
                        spec,
                        out -> TinyArchive.write(
                                out, 3, "    return torch.matmul(torch.mean(x, [2, 3]), self.weight)\n"),
                        new Samples(1, images, TinyModel.logits(images, 1, spec)))
                .provenance(provenance)
                .write(folder.resolve("trained"));
        return artifact.directory();
    }
}

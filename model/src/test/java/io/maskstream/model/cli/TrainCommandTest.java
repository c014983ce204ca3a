package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.augment.Crop;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.network.Weights;
import io.maskstream.model.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TrainCommandTest {

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = Pictures.twoClasses(folder.resolve("data"), 20);
    }

    @Test
    void trainsToWeightsThatTellTheClassesApart() throws IOException {
        Path run = folder.resolve("run");
        Cli cli = train(run, "--epochs", 4);
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.lines().get(0))
                .startsWith("dmc-pico, mask kernel, 74588 parameters, 0.5")
                .contains("32 training, 4 validation and 4 calibration images");
        assertThat(cli.lines()).filteredOn(line -> line.startsWith("epoch ")).hasSize(4);
        assertThat(cli.out()).contains("best: epoch ").contains("model export --run " + run);
        assertThat(Files.readAllLines(run.resolve("log.csv"))).hasSize(5);
        assertThat(ImageIO.read(run.resolve("curves.png").toFile()).getWidth()).isEqualTo(900);
        assertThat(run.resolve("masks.png")).exists();
        assertThat(RunFolder.open(run).best()).isNotEmptyFile();
    }

    @Test
    void theConfigurationSaysAllThatTheRunDependsOn() throws IOException {
        Path run = folder.resolve("run");
        assertThat(train(run, "--epochs", 1, "--pad", 1, "--flip", "none", "--cutout", 2, "--seed", 7)
                        .exitCode())
                .isZero();
        RunConfig config = RunConfig.of(RunFolder.open(run));
        assertThat(config.data()).isEqualTo("folder:" + data.toAbsolutePath());
        assertThat(config.images()).isEqualTo(40);
        assertThat(config.labels()).containsExactly("dark", "light");
        assertThat(config.validation()).isEqualTo(new ValidationSplit(8, 3, 0));
        assertThat(config.networkSpec())
                .isEqualTo(NetworkPreset.DMC_PICO.spec(2).withMask(MaskKind.KERNEL));
        assertThat(config.recipe().seed()).isEqualTo(7);
        assertThat(config.recipe().augmentation().crop()).isEqualTo(new Crop(1, Crop.Fill.REFLECT));
        assertThat(config.recipe().augmentation().flip()).isEqualTo(Flip.NONE);
        assertThat(config.recipe().augmentation().cutout()).isEqualTo(2);
        assertThat(config.recipe().optimizer().warmupEpochs()).isEqualTo(0.2f);
        // Of the training part only, and not the default.
        assertThat(config.normalization().mean().get(0)).isBetween(0.2f, 0.8f);
    }

    @Test
    void theNetworksSwitchesAreSettingsOfTheRun() {
        NetworkSpec pico = NetworkPreset.DMC_PICO.spec(2);
        assertThat(networkOf("--mask", "static", "--enhancement", "fixed-beta", "--single-dilation"))
                .isEqualTo(pico.withMask(MaskKind.STATIC)
                        .withEnhancement(Enhancement.FIXED_BETA)
                        .withSingleDilation());
        assertThat(networkOf("--mask", "off", "--selection", "uniform", "--widths", "10,20,30", "--zero-init-residual"))
                .isEqualTo(pico.withMask(MaskKind.OFF)
                        .withSelection(Selection.UNIFORM)
                        .withWidths(List.of(10, 20, 30))
                        .withZeroInitResidual(true));
        assertThat(networkOf("--block", "plain-cbam", "--mask", "off")).isEqualTo(pico.withBlock(BlockKind.PLAIN_CBAM));
    }

    /** As an untrained run's folder gives it back. */
    private NetworkSpec networkOf(Object... options) {
        RunOptions run = new RunOptions();
        CommandLine.populateCommand(
                run,
                Arrays.stream(trainArguments(folder.resolve("run"), options))
                        .skip(1)
                        .map(String::valueOf)
                        .toArray(String[]::new));
        Path directory = folder.resolve(String.join("", Arrays.toString(options).split("\\W")));
        return RunConfig.of(RunFolder.create(directory, run.config().toJson())).networkSpec();
    }

    @Test
    void jsonIsALineAnEpochAndASummary() {
        Cli cli = train(folder.resolve("run"), "--epochs", 2, "--json");
        List<JsonNode> json = cli.json();
        assertThat(json).hasSize(3);
        assertThat(json.get(1).get("epoch").asInt()).isEqualTo(1);
        assertThat(json.get(1).get("validationTop1").isNumber()).isTrue();
        assertThat(json.get(2).get("bestTop1").isNumber()).isTrue();
    }

    @Test
    void aRunThatASignalStopsGoesOnToTheSameResult() throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(train(whole, "--epochs", 12).exitCode()).isZero();

        Path stopped = folder.resolve("stopped");
        Path errors = folder.resolve("errors.txt");
        Process process = Cli.start(errors, trainArguments(stopped, "--epochs", 12, "--threads", 1));
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(stopped.resolve("log.csv")));
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(Files.readAllLines(errors))
                .containsOnlyOnce("model train: stopped; continue with: maskstream model train --resume " + stopped);
        assertThat(Files.readAllLines(stopped.resolve("log.csv"))).hasSizeLessThan(13);

        Cli resumed = Cli.run("train", "--resume", stopped);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(epochs(stopped)).isEqualTo(epochs(whole));
        assertThat(arrays(stopped)).isEqualTo(arrays(whole));
    }

    @Test
    void resumeRefusesOtherSettingsAndADataSetThatChanged() throws IOException {
        Path run = folder.resolve("run");
        assertThat(train(run, "--epochs", 1).exitCode()).isZero();
        Cli epochs = Cli.run("train", "--resume", run, "--epochs", 9);
        assertThat(epochs.exitCode()).isEqualTo(2);
        assertThat(epochs.err()).contains("--epochs cannot be given with --resume");
        Pictures.write(data.resolve("dark/more.png"), 8, 8, 0);
        Cli changed = Cli.run("train", "--resume", run);
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.err()).contains("has 41 images").contains("the run began with 40");
        assertThat(train(run).err()).contains("is not empty; continue it with --resume");
    }

    @Test
    void resumeWarnsWhereAnotherDecoderReadsTheImages() throws IOException {
        Path run = trained();
        Path environment = run.resolve("environment.jsonl");
        String now = JpegDecoding.ofProcess().decoder();
        String line = Files.readString(environment);
        assertThat(line).contains("\"jpeg\":\"" + now + "\"");
        Files.writeString(environment, line.replace("\"jpeg\":\"" + now, "\"jpeg\":\"another"));
        Cli warned = Cli.run("train", "--resume", run);
        assertThat(warned.exitCode()).isZero();
        assertThat(warned.err())
                .containsOnlyOnce("JPEGs of this run were decoded by another and are now by " + now)
                .contains("-Dmaskstream.decode.jpeg");
        assertThat(Cli.run("train", "--resume", run).err()).isEmpty();
        Files.writeString(environment, "{\"engine\":\"PyTorch\"}\n");
        assertThat(Cli.run("train", "--resume", run).err()).isEmpty();
    }

    @Test
    void aDamagedConfigurationIsNamedWithItsField() throws IOException {
        Path run = folder.resolve("run");
        RunFolder.create(run, "{}");
        Cli empty = Cli.run("train", "--resume", run);
        assertThat(empty.exitCode()).isEqualTo(1);
        assertThat(empty.err().lines()).hasSize(1);
        assertThat(empty.err()).contains("config.json").contains("data");
        RunFolder other = RunFolder.create(
                folder.resolve("other"),
                RunConfig.of(RunFolder.open(trained())).toJson().replace("\"classes\" : 2", "\"classes\" : 3"));
        assertThat(Cli.run("train", "--resume", other.directory()).err())
                .contains("network.classes: 3, must be 2, one a label");
        Cli none = Cli.run("train", "--resume", folder.resolve("none"));
        assertThat(none.err()).contains("is not a run folder");
    }

    @Test
    void wrongUsageNamesOptionAndValue() {
        Path run = folder.resolve("run");
        assertUsage(train(run, "--epochs", 0), "epochs: 0, must be at least 1");
        assertUsage(train(run, "--rate", "-1"), "rate: -1.0, must be above 0");
        assertUsage(train(run, "--epochs", "many"), "'--epochs'", "many");
        assertUsage(train(run, "--flip", "yes"), "'--flip'", "'yes' is not one of none, random, alternating");
        assertUsage(train(run, "--mixing", "mixup", "--mixing-alpha", "9"), "alpha: 9.0, must be in [0.1,4]");
        assertUsage(train(run, "--resized-crop", "0"), "minArea: 0.0, must be in (0,1]");
        assertUsage(train(run, "--network", "vgg"), "'--network'", "vgg", "dmc-pico");
        assertUsage(train(run, "--input", "32x32"), "'--input'", "'32x32' is not CHANNELSxHEIGHTxWIDTH");
        assertUsage(train(run, "--input", "1x32x32"), "'--input'", "channels: 1, must be 3");
        assertUsage(train(run, "--mask", "soft"), "'--mask'", "'soft' is not one of off, input, kernel, static");
        assertUsage(
                train(run, "--block", "dense"),
                "'--block'",
                "'dense' is not one of masked, plain, plain-se, plain-cbam");
        assertUsage(train(run, "--block", "plain", "--mask", "off", "--selection", "dynamic"), "selection: DYNAMIC");
        assertUsage(train(run, "--widths", "8;16"), "'--widths'", "'8;16' is not a list of whole numbers");
        assertUsage(train(run, "--widths", "8,16"), "widths: [8, 16], must be 3");
        assertUsage(train(run, "--widths", "8,12,16"), "stage width: 12, must be a multiple of 8 with mask KERNEL");
        assertUsage(train(run, "--threads", "0"), "--threads is 0");
        assertUsage(train(run, "--network", "resnet20"), "mask: KERNEL, must be OFF", "PLAIN");
        assertUsage(Cli.run("train", "--data", "folder:" + data), "--out is missing");
        assertUsage(Cli.run("train", "--out", run), "--data is missing");
        Cli held = train(run, "--validation", 40);
        assertThat(held.exitCode()).isEqualTo(1);
        assertThat(held.err()).contains("validation: 40 images of 40");
        assertThat(run).doesNotExist();
    }

    private Path trained() {
        Path run = folder.resolve("trained");
        assertThat(train(run, "--epochs", 1).exitCode()).isZero();
        return run;
    }

    private static void assertUsage(Cli cli, String... words) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(words);
    }

    private Cli train(Path run, Object... more) {
        return Cli.run(trainArguments(run, more));
    }

    /** Defaults for a small run, save where they are given. */
    private Object[] trainArguments(Path run, Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "--data", "folder:" + data, "--out", run));
        List<Object> defaults =
                List.of("--network", "dmc-pico", "--mask", "kernel", "--input", "3x8x8", "--batch", 8, "--pad", 0);
        List<Object> split = List.of("--validation", 8, "--validation-seed", 3);
        List<Object> given = Arrays.asList(more);
        for (List<Object> some : List.of(defaults, split))
            for (int i = 0; i < some.size(); i += 2)
                if (!given.contains(some.get(i))) args.addAll(some.subList(i, i + 2));
        args.addAll(given);
        return args.toArray();
    }

    /** The files themselves carry the time of writing. */
    private static Map<String, String> arrays(Path run) throws IOException {
        Map<String, String> arrays = new TreeMap<>();
        Weights.read(run.resolve("best.npz"))
                .tensors()
                .forEach((name, tensor) -> arrays.put(name, Arrays.toString(tensor.values())));
        return arrays;
    }

    /** The log without times. */
    private static List<String> epochs(Path run) throws IOException {
        return Files.readAllLines(run.resolve("log.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }
}

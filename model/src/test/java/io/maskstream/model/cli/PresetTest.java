package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.augment.Mixing;
import io.maskstream.model.augment.Policy;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.train.Recipe;
import io.maskstream.model.train.TrainingSpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class PresetTest {

    @SuppressWarnings("unused") // the parameterized tests' source
    private static final List<String> PRESETS = Settings.PRESETS;

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = folder.resolve("data");
        for (int i = 0; i < 8; i++) {
            Pictures.write(data.resolve("dark/" + i + ".png"), 40 + i, 30, 0x102030 * (i % 3));
            Pictures.write(data.resolve("light/" + i + ".png"), 30, 40 + i, 0xffe0c0 - i);
        }
    }

    /** The whole command, with a small network: two steps, a validation, a checkpoint. */
    @ParameterizedTest
    @FieldSource("PRESETS")
    void runsWithASmallNetwork(String preset) throws IOException {
        List<Object> args = new ArrayList<>(List.of("train", "--preset", preset, "--data", "folder:" + data));
        args.addAll(List.of("--out", folder.resolve("run"), "--network", "dmc-pico", "--input", "3x32x32"));
        args.addAll(List.of("--epochs", 1, "--warmup", 0.5, "--batch", 4, "--validation", 8));
        Cli cli = Cli.run(args.toArray());
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("run/log.csv"))).hasSize(2);
    }

    /** Two steps of the network that the preset is for. */
    @ParameterizedTest
    @FieldSource("PRESETS")
    void itsOwnNetworkTakesSteps(String preset) {
        RunConfig config = config("--preset", preset, "--batch", "4");
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(config.networkSpec(), 1, manager);
                TrainingSpeed steps = new TrainingSpeed(network, config.recipe(), config.input())) {
            assertThat(steps.run(2)).isEqualTo(8);
        }
    }

    @Test
    void saysWhatThePaperClassRecipeIs() {
        RunConfig cifar = config("--preset", "paper-cifar10");
        Recipe recipe = cifar.recipe();
        assertThat(NetworkPreset.of(cifar.networkSpec())).contains(NetworkPreset.DMC_RESNET18);
        assertThat(recipe.epochs()).isEqualTo(200);
        assertThat(recipe.optimizer())
                .isEqualTo(new Recipe.Optimizer(Recipe.ScheduleKind.COSINE, 0.1f, 5, 0.9f, 5e-4f, 5e-4f));
        assertThat(recipe.labelSmoothing()).isEqualTo(0.1f);
        assertThat(recipe.augmentation().cutout()).isEqualTo(16);
        assertThat(recipe.augmentation().flip()).isEqualTo(Flip.RANDOM);
        assertThat(recipe.augmentation().policy().kind()).isEqualTo(Policy.Kind.TRIVIAL);
        assertThat(recipe.augmentation().mixing()).isEqualTo(new Mixing(Mixing.Kind.CUTMIX, 1, 0.5f));
        assertThat(recipe.averaging()).isEqualTo(new Recipe.Averaging(1, 0.999f));
        assertThat(augmented("paper-cifar100").cutout()).isEqualTo(8);
        assertThat(augmented("paper-svhn").cutout()).isEqualTo(20);
        assertThat(augmented("paper-svhn").flip()).isEqualTo(Flip.NONE);
        RunConfig imagenette = config("--preset", "paper-imagenette");
        assertThat(imagenette.networkSpec().stemStride()).isEqualTo(2);
        assertThat(imagenette.recipe().augmentation().resizedCrop().crops()).isTrue();
        assertThat(config("--preset", "paper-imagewoof", "--input", "3x224x224")
                        .networkSpec()
                        .stemStride())
                .isEqualTo(4);
    }

    @Test
    void theCommandLineWinsOverTheFileAndTheFileOverItsPreset() throws IOException {
        Path file = write("preset=paper-svhn", "# so many", "epochs = 30", "rate=0.2", "zero-init-residual=true");
        RunConfig config = config("--config", file.toString(), "--rate", "0.3");
        assertThat(config.recipe().epochs()).isEqualTo(30);
        assertThat(config.recipe().optimizer().rate()).isEqualTo(0.3f);
        assertThat(config.recipe().augmentation().cutout()).isEqualTo(20);
        assertThat(config.networkSpec().zeroInitResidual()).isTrue();
        assertThat(NetworkPreset.of(config("--config", file.toString(), "--preset", "cpu", "--zero-init-residual")
                        .networkSpec()))
                .contains(NetworkPreset.DMC_NANO);
        assertThat(config("--zero-init-residual", "--preset", "cpu")
                        .networkSpec()
                        .zeroInitResidual())
                .isTrue();
    }

    @Test
    void whatIsWrongInAFileIsNamed() throws IOException {
        assertWrong(write("epoch=3"), "run.properties: unknown key 'epoch'; did you mean 'epochs'?");
        assertWrong(write("lable-smoothing=3"), "unknown key 'lable-smoothing'; did you mean 'smoothing'?");
        assertWrong(write("config=x"), "unknown key 'config'");
        assertWrong(write("threads=3"), "unknown key 'threads'");
        assertWrong(write("rate=fast"), "run.properties: Invalid value for option '--rate'", "fast");
        assertWrong(write("epochs=3", "epochs=4"), "run.properties: key 'epochs' is given twice");
        assertWrong(write("preset=gpu"), "preset: 'gpu' is not one of cpu, paper-cifar10");
        assertWrong(folder.resolve("none.properties"), "none.properties: no such file");
        Cli cli = Cli.run("train", "--config", write("epoch=3"), "--out", folder.resolve("run"));
        assertThat(cli.exitCode()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(1);
    }

    private void assertWrong(Path file, String... words) {
        assertThatThrownBy(() -> config("--config", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(words);
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("run.properties"), List.of(lines));
    }

    private Augmentation augmented(String preset) {
        return config("--preset", preset).recipe().augmentation();
    }

    private RunConfig config(String... args) {
        Holder holder = new Holder();
        CommandLine line = new CommandLine(holder);
        List<String> all = new ArrayList<>(List.of("--data", "folder:" + data));
        all.addAll(List.of(args));
        line.parseArgs(all.toArray(String[]::new));
        return holder.options.resolved().config();
    }

    @Command
    private static final class Holder {
        @Mixin
        private final RunOptions options = new RunOptions();
    }
}

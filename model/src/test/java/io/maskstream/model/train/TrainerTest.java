package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Crop;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.augment.Mixing;
import io.maskstream.model.augment.Policy;
import io.maskstream.model.augment.ResizedCrop;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {

    @TempDir
    Path directory;

    @Test
    void learnsAndKeepsTheBestWeights() throws Exception {
        TrainingSummary summary = run("run", new Stop(Integer.MAX_VALUE));
        assertThat(summary.bestTop1()).isGreaterThan(0.9);
        Weights best = Weights.read(directory.resolve("run/best.npz"));
        try (NDManager manager = NDManager.newBaseManager()) {
            DmcNetwork network = Tiny.network(MaskKind.KERNEL, manager);
            network.load(best);
            assertThat(network.weights().tensors().keySet())
                    .isEqualTo(best.tensors().keySet());
        }
        List<String> log = Files.readAllLines(directory.resolve("run/log.csv"));
        assertThat(log).hasSize(4);
        assertThat(log.get(1)).startsWith("0,").contains(",raw,");
        assertThat(log.get(3)).startsWith("2,").contains(",averaged,");
    }

    @Test
    void validatesWhereTheRecipeSaysSoAndAfterTheLastEpoch() {
        Recipe everySecond = Tiny.recipe(3).withValidateEvery(2);
        assertThat(IntStream.range(0, 3).filter(everySecond::validatesAfter)).containsExactly(1, 2);
        assertThat(IntStream.range(0, 3).filter(Tiny.recipe(3).withValidateEvery(5)::validatesAfter))
                .containsExactly(2);
    }

    @Test
    void aRunThatWasKilledContinuesToTheSameResult() throws Exception {
        run("whole", new Stop(Integer.MAX_VALUE));
        // A checkpoint is written every 3 of 8 steps: steps 5, 9 and 23 lie after one, so that work is lost and redone.
        for (int steps : new int[] {5, 4, 14}) {
            Stop stop = new Stop(steps);
            assertThatThrownBy(() -> run("killed", stop)).hasMessage("killed");
        }
        run("killed", new Stop(Integer.MAX_VALUE));

        assertSameWeights("best.npz");
        assertThat(withoutSeconds("killed")).isEqualTo(withoutSeconds("whole"));
        assertThat(directory.resolve("killed/masks.csv")).hasSameTextualContentAs(directory.resolve("whole/masks.csv"));
        // A header, and a line for the one block in each of three epochs.
        assertThat(Files.readAllLines(directory.resolve("whole/masks.csv"))).hasSize(4);
    }

    @Test
    void allAugmentationsTogetherResumeToTheSameResult() throws Exception {
        Augmentation all = new Augmentation(
                new ResizedCrop(0.5f, 1.3f),
                new Crop(1, Crop.Fill.ZERO),
                Flip.RANDOM,
                new Policy(Policy.Kind.TRIVIAL, 1, 0),
                2,
                new Mixing(Mixing.Kind.CUTMIX, 1, 0.5f));
        Recipe light = Tiny.recipe(2);
        Recipe heavy = new Recipe(2, 8, 3, light.optimizer(), 0.1f, all, light.averaging(), 1);
        run("whole", heavy, new Stop(Integer.MAX_VALUE));
        assertThatThrownBy(() -> run("killed", heavy, new Stop(5))).hasMessage("killed");
        run("killed", heavy, new Stop(Integer.MAX_VALUE));
        assertSameWeights("best.npz");
        assertThat(withoutSeconds("killed")).isEqualTo(withoutSeconds("whole"));
    }

    @Test
    void refusesAFolderThatIsInUseAndADamagedCheckpoint() throws Exception {
        assertThatThrownBy(() -> run("killed", new Stop(4))).hasMessage("killed");
        Path folder = directory.resolve("killed");
        assertThatThrownBy(() -> RunFolder.create(folder, "{}"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("--resume");
        Path checkpoint = folder.resolve("checkpoint.npz");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> run("killed", new Stop(1)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("checkpoint.npz");
    }

    private TrainingSummary run(String name, TrainingListener listener) throws InterruptedException {
        return run(name, Tiny.recipe(3), listener);
    }

    private TrainingSummary run(String name, Recipe recipe, TrainingListener listener) throws InterruptedException {
        Path path = directory.resolve(name);
        RunFolder folder = Files.exists(path) ? RunFolder.open(path) : RunFolder.create(path, "{}");
        try (NDManager manager = NDManager.newBaseManager()) {
            return new Trainer(recipe, Tiny.data(64), folder, listener, 3).run(Tiny.network(MaskKind.KERNEL, manager));
        }
    }

    private void assertSameWeights(String file) throws IOException {
        Weights whole = Weights.read(directory.resolve("whole").resolve(file));
        Weights killed = Weights.read(directory.resolve("killed").resolve(file));
        assertThat(killed.tensors().keySet()).isEqualTo(whole.tensors().keySet());
        whole.tensors()
                .forEach((name, tensor) ->
                        assertThat(killed.get(name).values()).as(name).containsExactly(tensor.values()));
    }

    private List<String> withoutSeconds(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name).resolve("log.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    /** Ends the run as a kill would: no finally block of the trainer writes anything. */
    private static final class Stop implements TrainingListener {

        private int stepsLeft;

        Stop(int steps) {
            this.stepsLeft = steps;
        }

        @Override
        public void onStart(int epochs, int stepsPerEpoch, int epoch, int step) {}

        @Override
        public void onStep(Position after, float rate) {
            if (--stepsLeft == 0) throw new IllegalStateException("killed");
        }

        @Override
        public void onEpoch(EpochReport report) {}
    }
}

package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.maskstream.model.network.MaskKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigkillTest {

    private static final int EPOCHS = 8;
    private static final int KILLS = 2;
    /** Of 8 an epoch. */
    private static final int LAST_STEP_TO_KILL = 24;

    private static final String STEP = "step ";
    private static final int SIGKILL = 128 + 9;

    @TempDir
    Path directory;

    @Test
    void aProcessThatWasKilledAtRandomGoesOnToTheSameBits() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        assertThat(trained("whole", Integer.MAX_VALUE)).isZero();
        for (int i = 0; i < KILLS; i++) {
            int steps = 1 + random.nextInt(LAST_STEP_TO_KILL);
            assertThat(trained("killed", steps))
                    .as("killed after %d steps, seed %d", steps, seed)
                    .isEqualTo(SIGKILL);
        }
        assertThat(trained("killed", Integer.MAX_VALUE)).isZero();
        for (String file : new String[] {"checkpoint.npz", "best.npz"})
            assertThat(arrays("killed", file)).as("%s, seed %d", file, seed).isEqualTo(arrays("whole", file));
    }

    /** Runs the child, and kills it when it has reported so many steps. */
    private int trained(String folder, int steps) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.pytorch.num_threads=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.resolve(folder).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(STEP)) seen++;
                if (seen == steps) break;
            }
            if (steps != Integer.MAX_VALUE) child.destroyForcibly();
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Weights, velocities and averages, bit by bit; without the position, which counts seconds. */
    private Map<String, String> arrays(String folder, String file) {
        Map<String, String> arrays = new TreeMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> read =
                    Checkpoint.read(directory.resolve(folder).resolve(file), manager);
            read.remove("position");
            read.forEach((name, array) -> arrays.put(name, HexFormat.of().formatHex(array.toByteArray())));
        }
        assertThat(arrays).hasSizeGreaterThan(20);
        return arrays;
    }

    /** Trains into the folder that it is given, or goes on there; a line a step. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            Path path = Path.of(args[0]);
            RunFolder folder = Files.exists(path) ? RunFolder.open(path) : RunFolder.create(path, "{}");
            try (NDManager manager = NDManager.newBaseManager()) {
                new Trainer(Tiny.recipe(EPOCHS), Tiny.data(64), folder, new StepLines(System.out), 3)
                        .run(Tiny.network(MaskKind.KERNEL, manager));
            }
        }
    }

    private record StepLines(PrintStream out) implements TrainingListener {

        @Override
        public void onStart(int epochs, int stepsPerEpoch, int epoch, int step) {}

        @Override
        public void onStep(Position after, float rate) {
            out.println(STEP + after.epoch() + " " + after.step());
        }

        @Override
        public void onEpoch(EpochReport report) {}
    }
}

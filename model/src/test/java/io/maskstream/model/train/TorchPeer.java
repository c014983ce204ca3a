package io.maskstream.model.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.types.DataType;
import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * PyTorch in a process of its own.
 *
 * @param python an interpreter that has torch and numpy
 */
public record TorchPeer(String python) {

    /** Where they are missing, tests are skipped, or fail when this environment variable is set, as in CI. */
    private static final String REQUIRED = "MASKSTREAM_REQUIRE_PEERS";

    private static final String PYTHON = "MASKSTREAM_PYTHON";
    private static final Path SCRIPTS = Path.of("..", "integration-tests", "peers");

    public static TorchPeer orSkip() throws IOException, InterruptedException {
        List<String> candidates = Stream.of(System.getenv(PYTHON), "/usr/bin/python3", "python3")
                .filter(Objects::nonNull)
                .toList();
        for (String python : candidates)
            if (run(List.of(python, "-c", "import torch, numpy")).isSuccess()) return new TorchPeer(python);
        String message = "NOT COMPARED WITH PYTORCH: none of " + candidates + " imports torch and numpy; on Debian:"
                + " apt-get install python3-torch python3-numpy, elsewhere name an interpreter in " + PYTHON;
        if (System.getenv(REQUIRED) != null) throw new AssertionError(message);
        System.err.println(message);
        return Assumptions.abort(message);
    }

    /**
     * Trains as the run did: from its initial weights on its batches.
     *
     * @param folder for the files in between
     * @return losses [steps], and the running statistics under their names
     */
    Map<String, Tensor> train(PeerRun run, PeerRun.Result ours, Path folder) throws IOException, InterruptedException {
        Path weights = folder.resolve("weights.npz");
        Path batches = folder.resolve("batches.npz");
        Path out = folder.resolve("out.npz");
        ours.initial().write(weights);
        ours.batches().write(batches);
        List<String> command =
                new ArrayList<>(List.of(python, SCRIPTS.resolve("train_peer.py").toString()));
        option(command, "network", run.preset().presetName());
        option(command, "mask", run.mask().name().toLowerCase(Locale.ROOT));
        option(command, "classes", PeerRun.CLASSES);
        option(command, "weights", weights);
        option(command, "batches", batches);
        // As doubles: what a float stands for exactly, not the decimal that it was written as.
        option(command, "rate", (double) PeerRun.RATE);
        option(command, "momentum", (double) PeerRun.MOMENTUM);
        option(command, "decay", (double) PeerRun.DECAY);
        option(command, "smoothing", (double) PeerRun.SMOOTHING);
        if (run.type() == DataType.FLOAT64) command.add("--float64");
        option(command, "out", out);
        Ended ended = run(command);
        if (!ended.isSuccess()) throw new AssertionError(command + " failed:\n" + ended.output());
        return Weights.read(out).tensors();
    }

    /** Runs another of the scripts. */
    public void run(String script, Path argument) throws InterruptedException {
        List<String> command = List.of(python, SCRIPTS.resolve(script).toString(), argument.toString());
        Ended ended = run(command);
        if (!ended.isSuccess()) throw new AssertionError(command + " failed:\n" + ended.output());
    }

    private static void option(List<String> command, String name, Object value) {
        command.add("--" + name);
        command.add(value.toString());
    }

    private record Ended(int code, String output) {
        boolean isSuccess() {
            return code == 0;
        }
    }

    private static Ended run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
    }
}

package io.maskstream.model.cli;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.HeldOut;
import io.maskstream.model.data.Split;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.network.Costs;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.runtime.TorchScriptRuntime;
import io.maskstream.model.train.RunFolder;
import io.maskstream.model.train.Trainer;
import io.maskstream.model.train.TrainingData;
import io.maskstream.model.train.TrainingSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        description = "Train a network on labelled images.",
        footer = {
            "",
            "Prints a line an epoch. The run's folder gets config.json, environment.jsonl, log.csv, masks.csv, both as"
                    + " pictures at the end, checkpoint.npz and best.npz, the weights that did best on the validation images. A run that was"
                    + " stopped, or killed, goes on with --resume to the result that it would have had.",
            "",
            "Example:",
            "  maskstream model train --data fashion-mnist:/usr/share/datasets/fashion-mnist --network dmc-nano"
                    + " --mask kernel --epochs 5 --out runs/fashion",
            "  maskstream model train --resume runs/fashion",
            "  maskstream model train --preset paper-cifar10 --data cifar10:/data/cifar-10-batches-bin"
                    + " --out runs/cifar10",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainCommand extends CliCommand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WITH_RESUME = List.of("--resume", "--threads", "--json");

    @Mixin
    private RunOptions options;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the run of this folder with its own settings.")
    private Optional<Path> resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the network, beside those that prepare images (one for each core but one).")
    private Optional<Integer> threads;

    @Option(names = "--json", description = "A JSON object an epoch; the last line sums up: bestTop1, bestEpoch, ...")
    private boolean json;

    @Override
    int run() throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        int networkThreads = threads.orElse(Math.max(1, processors - 1));
        if (networkThreads < 1) throw usage("--threads is " + networkThreads + ", must be at least 1");
        RunFolder folder = resume.map(this::resumed).orElseGet(this::created);
        NativeSettings.applyDefaults(networkThreads);
        // For its message where the native library is missing.
        TorchScriptRuntime.open(DeviceRequest.ONE_CPU, 1).close();
        RunEnvironment here = RunEnvironment.here(networkThreads);
        warnOfAnotherDecoder(folder, here.jpeg());
        here.append(folder);
        return train(folder, Math.max(1, processors / 2));
    }

    private RunFolder created() {
        RunOptions run = checked(options::resolved);
        Path directory = checked(run::out);
        RunConfig config = checked(run::config);
        return RunFolder.create(directory, config.toJson());
    }

    private RunFolder resumed(Path directory) {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions())
            if (!WITH_RESUME.contains(option.longestName()))
                throw usage(
                        option.longestName() + " cannot be given with --resume, which continues with the settings in "
                                + directory.resolve("config.json") + "; leave it out, or start a new run");
        return RunFolder.open(directory);
    }

    private void warnOfAnotherDecoder(RunFolder folder, String decoder) throws IOException {
        Optional<String> before = RunEnvironment.jpegOf(folder).filter(jpeg -> !jpeg.equals(decoder));
        if (before.isEmpty()
                || !DataSource.parse(RunConfig.of(folder).data()).kind().isDecoded()) return;
        failed("JPEGs of this run were decoded by " + before.get() + " and are now by " + decoder
                + ", whose pixels differ where images are scaled down: the result is not that of one run; see -D"
                + JpegDecoding.KEY + " and docs/decoding.md");
    }

    private int train(RunFolder folder, int loaders) throws IOException, InterruptedException {
        String hint = "stopped; continue with: maskstream model train --resume " + folder.directory();
        // Opened first, so that it is closed last: native memory is freed before the process may end.
        try (StopOnSignal stop = StopOnSignal.open(() -> failed(hint))) {
            train(folder, RunConfig.of(folder), loaders, stop);
            return 0;
        } catch (CancellationException e) {
            return 1;
        }
    }

    private void train(RunFolder folder, RunConfig config, int loaders, StopOnSignal stop)
            throws IOException, InterruptedException {
        Split split = config.validation().of(config.open());
        HeldOut halves = HeldOut.halved(split.validation(), config.validation().seed());
        TrainingData data = new TrainingData(split.train(), halves.selection(), config.preprocessor(), loaders);
        int epochs = config.recipe().epochs();
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network =
                        DmcNetwork.create(config.networkSpec(), config.recipe().seed(), manager);
                EpochLines lines = new EpochLines(
                        epochs, stop, (r, left) -> print(json ? toJson(r) : EpochLines.text(r, epochs, left)))) {
            if (!json) print(heading(config, split.train().size(), halves));
            TrainingSummary summary = new Trainer(config.recipe(), data, folder, lines).run(network);
            RunCharts.draw(folder);
            print(json ? toJson(summary) : text(summary, folder));
        }
    }

    private void print(String line) {
        out().println(line);
        out().flush();
    }

    private static String heading(RunConfig config, int training, HeldOut halves) {
        Costs costs = Costs.of(config.networkSpec(), config.input());
        return String.format(
                Locale.ROOT,
                "%s, %d parameters, %.2f MMACs an image; %d training, %d validation and %d calibration images of %s",
                NetworkOptions.text(config.networkSpec()),
                costs.parameters(),
                costs.mmacs(),
                training,
                halves.selection().size(),
                halves.calibration().size(),
                config.data());
    }

    private static String text(TrainingSummary summary, RunFolder folder) {
        return String.format(
                Locale.ROOT,
                "best: epoch %d with %.2f %% of the validation images, after %.0f s%nexport it with: maskstream model"
                        + " export --run %s --name NAME --version 1 --out models",
                summary.bestEpoch() + 1,
                100 * summary.bestTop1(),
                summary.seconds(),
                folder.directory());
    }

    private static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

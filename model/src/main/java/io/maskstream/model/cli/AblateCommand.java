package io.maskstream.model.cli;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.ablate.AblationTable;
import io.maskstream.model.ablate.CellResult;
import io.maskstream.model.cli.AblationMatrix.Arm;
import io.maskstream.model.cli.AblationMatrix.Cell;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.data.Split;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.train.RunFolder;
import io.maskstream.model.train.Trainer;
import io.maskstream.model.train.TrainingData;
import io.maskstream.model.train.TrainingException;
import io.maskstream.model.train.Validation;
import io.maskstream.model.train.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ablate",
        description =
                "Train networks that differ in one thing, with several seeds, and say which differences are shown.",
        footer = {
            "",
            "Every cell of the matrix is a run folder DIR/ARM/seed-S that validates once, after its last epoch; arms of one"
                    + " seed share the split, the order, the augmentation and the initial weights of what they have in"
                    + " common. DIR/table.md, .csv and .json have the differences with a 95 %% t-interval and McNemar's"
                    + " test; 'helps' is said only where the interval excludes 0. A stopped matrix goes on with --continue;"
                    + " several processes may work on one at a time.",
            "",
            "Example:",
            "  maskstream model ablate --out ablations/mask --arm \"off:5=--mask off\" --arm \"kernel:5=--mask kernel\""
                    + " --reference kernel -- --data fashion-mnist:/usr/share/datasets/fashion-mnist --network dmc-pico"
                    + " --validation 10000 --epochs 5",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AblateCommand extends CliCommand {

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of a new ablation.")
    private Optional<Path> out;

    @Option(
            names = "--continue",
            paramLabel = "DIR",
            description = "Go on with the ablation of this folder, with its own settings.")
    private Optional<Path> resume;

    @Option(
            names = "--arm",
            paramLabel = "NAME:SEEDS=OPTIONS",
            converter = Converters.AblationArm.class,
            description = "A network to compare: its name, how many seeds, and its options of model train.")
    private List<Arm> arms = List.of();

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "The arm that the others are compared with (the first).")
    private Optional<String> reference;

    @Option(names = "--costs", description = "Measure images a CPU-second of each arm, too; on an idle machine.")
    private boolean costs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the network, beside those that prepare images (${DEFAULT-VALUE}).")
    private int threads;

    @Parameters(
            paramLabel = "-- OPTIONS",
            arity = "0..*",
            description = "Options of model train that all arms share, after a double dash.")
    private List<String> options = List.of();

    @Override
    int run() throws IOException, InterruptedException {
        if (threads < 1) throw usage("--threads is " + threads + ", must be at least 1");
        Path directory = resume.or(() -> out)
                .orElseThrow(() -> usage("--out is missing: name the folder of a new ablation, or --continue one"));
        AblationMatrix matrix = resume.isPresent() ? resumed(resume.get()) : created(directory);
        Map<Cell, RunConfig> configs = new LinkedHashMap<>();
        // All of them first: a wrong option of the last arm is not to be found out after a night.
        for (Cell cell : matrix.cells()) configs.put(cell, checked(() -> matrix.config(cell)));
        if (resume.isEmpty()) matrix.write(directory);
        NativeSettings.applyDefaults(threads);
        if (costs) measureCosts(directory, configs);
        return train(directory, matrix, configs);
    }

    private AblationMatrix created(Path directory) throws IOException {
        if (arms.isEmpty()) throw usage("--arm is missing: name at least two networks to compare");
        if (Files.exists(directory.resolve(AblationMatrix.FILE)))
            throw new TrainingException(directory + " has an ablation already; go on with --continue " + directory);
        return checked(() -> new AblationMatrix(reference.orElse(arms.get(0).name()), options, arms));
    }

    private AblationMatrix resumed(Path directory) throws IOException {
        if (out.isPresent() || !arms.isEmpty() || reference.isPresent() || !options.isEmpty())
            throw usage("--continue goes on with the settings in " + directory.resolve(AblationMatrix.FILE)
                    + "; give only --threads and --costs beside it");
        return AblationMatrix.read(directory);
    }

    private static void measureCosts(Path directory, Map<Cell, RunConfig> configs) throws IOException {
        Map<String, RunConfig> byArm = new LinkedHashMap<>();
        configs.forEach((cell, config) -> byArm.putIfAbsent(cell.arm().name(), config));
        AblationCosts.write(directory, new AblationCostMeter().measure(byArm));
    }

    private int train(Path directory, AblationMatrix matrix, Map<Cell, RunConfig> configs)
            throws IOException, InterruptedException {
        AblationCells cells = new AblationCells(directory, matrix);
        String hint = "stopped; go on with: maskstream model ablate --continue " + directory;
        try (StopOnSignal stop = StopOnSignal.open(() -> failed(hint))) {
            for (Map.Entry<Cell, RunConfig> entry : configs.entrySet()) {
                Cell cell = entry.getKey();
                if (cells.isDone(cell)) continue;
                try (AblationCells.Claim claim = cells.claim(cell).orElse(null)) {
                    if (claim == null || cells.isDone(cell)) continue;
                    CellResult result = train(cell, cell.directory(directory), entry.getValue(), stop);
                    cells.write(cell, result);
                }
                report(directory, matrix, cells);
            }
        } catch (CancellationException e) {
            return 1;
        }
        report(directory, matrix, cells).ifPresent(r -> out().print(r.markdown()));
        long open = matrix.cells().stream().filter(c -> !cells.isDone(c)).count();
        if (open > 0) out().println(open + " cells are still in the hands of another process");
        return 0;
    }

    private CellResult train(Cell cell, Path directory, RunConfig config, StopOnSignal stop)
            throws IOException, InterruptedException {
        boolean begun = Files.exists(directory.resolve("config.json"));
        RunFolder folder = begun ? RunFolder.open(directory) : RunFolder.create(directory, config.toJson());
        if (!RunConfig.of(folder).equals(config))
            throw new TrainingException(
                    directory + " was begun with other settings; remove it, or start another ablation");
        RunEnvironment.here(threads).append(folder);
        Split split = config.validation().of(config.open());
        TrainingData data = new TrainingData(split.train(), split.validation(), config.preprocessor(), 1);
        LoaderSettings settings = new LoaderSettings(config.recipe().batch(), 1, cell.seed());
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(config.networkSpec(), cell.seed(), manager);
                EpochLines lines = new EpochLines(config.recipe().epochs(), stop, (r, left) -> {})) {
            new Trainer(config.recipe(), data, folder, lines).run(network);
            network.load(Weights.read(folder.best()));
            try (Loader held = new Loader(data.validation(), data.preprocessor(), PixelTransform.NONE, settings)) {
                Validation v = new Validator(network, manager, config.input()).run(held);
                CellResult result = new CellResult(cell.arm().name(), cell.seed(), v.images(), v.correct());
                out().printf(Locale.ROOT, "%s, seed %d: %.2f %%%n", result.arm(), result.seed(), 100 * result.top1());
                out().flush();
                return result;
            }
        }
    }

    /** Empty while the reference has no cell. */
    private static Optional<AblationReport> report(Path directory, AblationMatrix matrix, AblationCells cells)
            throws IOException {
        List<CellResult> results = cells.results();
        List<Long> seeds = results.stream()
                .filter(r -> r.arm().equals(matrix.reference()))
                .map(CellResult::seed)
                .toList();
        // A cell is compared as soon as the reference has its seed.
        List<CellResult> paired =
                results.stream().filter(r -> seeds.contains(r.seed())).toList();
        if (paired.isEmpty()) return Optional.empty();
        AblationReport report =
                new AblationReport(AblationTable.of(matrix.reference(), paired), AblationCosts.read(directory));
        report.write(directory);
        return Optional.of(report);
    }
}

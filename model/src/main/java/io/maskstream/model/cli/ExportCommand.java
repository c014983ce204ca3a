package io.maskstream.model.cli;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.evaluate.Evaluation;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.script.ExportRequest;
import io.maskstream.model.script.ModelExport;
import io.maskstream.model.train.RunFolder;
import io.maskstream.model.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Make an artifact of a run's best weights.",
        footer = {
            "",
            "Measures the exported model on the run's validation images and writes what it measured, where the model"
                    + " comes from, and sample inputs with their logits into the artifact. Needs the run's data set.",
            "",
            "Example:",
            "  maskstream model export --run runs/fashion --name fashion --version 1 --out models",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExportCommand extends CliCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder.")
    private Path run;

    @Mixin
    private ArtifactOptions target;

    @Option(names = "--json", description = "A JSON object: directory, and the metrics top1, top5, ece.")
    private boolean json;

    @Override
    int run() throws IOException, InterruptedException {
        RunFolder folder = RunFolder.open(run);
        RunConfig config = RunConfig.of(folder);
        ModelSpec spec = checked(() -> ArtifactWriter.requireNames(config.modelSpec(target.name(), target.version())));
        target.requireFree();
        Weights weights = weights(folder, config);
        Dataset all = config.open();
        Dataset held = config.validation().of(all).validation();
        ExportRequest unmeasured = new ExportRequest(
                config.networkSpec(),
                weights,
                spec,
                SampleImages.of(held, config.preprocessor()),
                List.of(),
                Provenance.of(config));
        EvaluationReport report = measure(unmeasured, held);
        ModelArtifact artifact = ModelExport.write(withMetrics(unmeasured, metrics(config, report)), target.models());
        out().println(
                        json
                                ? EvaluateCommand.json(report)
                                        .put("directory", artifact.directory().toString())
                                : text(artifact, report));
        return 0;
    }

    private static Weights weights(RunFolder folder, RunConfig config) throws IOException {
        if (!Files.exists(folder.best()))
            throw new TrainingException(folder.best() + " is missing: the run has not finished an epoch yet");
        // Before the engine is first used.
        NativeSettings.applyDefaults();
        try {
            Weights weights = Weights.read(folder.best());
            DmcNetwork.requireFit(config.networkSpec(), weights);
            return weights;
        } catch (IllegalArgumentException e) {
            throw new TrainingException(
                    folder.best() + " does not fit the network of the run's config.json: " + e.getMessage(), e);
        }
    }

    /** Of the module as it will serve: an export that is never served gives it. */
    private EvaluationReport measure(ExportRequest request, Dataset held) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("maskstream-export-");
        try {
            ModelArtifact artifact = ModelExport.write(request, scratch);
            try (Classifier classifier = Classifier.open(artifact, DeviceRequest.ONE_CPU, ImageLimits.DEFAULT);
                    Progress progress = Progress.of("validate", held.size())) {
                return Evaluation.run(classifier.predictor(), classifier.spec(), held, progress::step);
            }
        } finally {
            Folders.remove(scratch);
        }
    }

    private static List<Metric> metrics(RunConfig config, EvaluationReport report) {
        return report.metrics(Provenance.dataSet(DataSource.parse(config.data())), "validation");
    }

    private static ExportRequest withMetrics(ExportRequest r, List<Metric> metrics) {
        return new ExportRequest(r.network(), r.weights(), r.model(), r.samples(), metrics, r.provenance());
    }

    private static String text(ModelArtifact artifact, EvaluationReport report) {
        return artifact + " in " + artifact.directory() + System.lineSeparator() + "validation top-1 "
                + EvaluateCommand.percent(report.top1(), report.top1Interval()) + " on " + report.images()
                + " images";
    }
}

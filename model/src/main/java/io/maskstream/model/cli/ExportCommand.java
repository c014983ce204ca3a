package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.SigningKey;
import io.maskstream.model.calibrate.Calibrator;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.HeldOut;
import io.maskstream.model.evaluate.Evaluation;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.Outputs;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.script.ExportRequest;
import io.maskstream.model.script.ModelExport;
import io.maskstream.model.script.ScriptForm;
import io.maskstream.model.train.RunFolder;
import io.maskstream.model.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Make an artifact of a run's best weights.",
        footer = {
            "",
            "Fits temperature and thresholds on the half of the held-out images that did not choose the weights, measures"
                    + " the model on the other half, and writes both, where the model comes from, and sample inputs"
                    + " with their logits into the artifact. Needs the run's data set.",
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

    @Option(
            names = "--plain",
            description =
                    "Write the network operator by operator: for a GPU, and to compare. The default form gives the"
                            + " same logits and is faster on a CPU.")
    private boolean plain;

    @Option(
            names = "--json",
            description = "A JSON object: directory, the metrics top1, top5, ece, and what was calibrated.")
    private boolean json;

    @Override
    int run() throws IOException, InterruptedException {
        RunFolder folder = RunFolder.open(run);
        RunConfig config = RunConfig.of(folder);
        ModelSpec spec = checked(() -> ArtifactWriter.requireNames(config.modelSpec(target.name(), target.version())));
        target.requireFree();
        Optional<SigningKey> signer = target.signer();
        Weights weights = weights(folder, config);
        HeldOut held = config.validation().halves(config.open());
        ExportRequest uncalibrated = new ExportRequest(
                config.networkSpec(),
                weights,
                spec,
                SampleImages.of(held.selection(), config.preprocessor()),
                List.of(),
                Provenance.of(config, RunEnvironment.jpegOf(folder)),
                plain ? ScriptForm.PLAIN : ScriptForm.FAST);
        Calibrated calibrated = calibrate(uncalibrated, held);
        ModelArtifact artifact = ModelExport.write(calibrated.request(config), target.models());
        if (signer.isPresent()) artifact.sign(signer.get());
        out().println(json ? json(artifact, calibrated) : text(artifact, calibrated));
        return 0;
    }

    /** What the exported module says of the images that chose its weights and, where there are any, of the others. */
    private record Calibrated(ExportRequest unmeasured, ModelSpec spec, EvaluationReport validation, int images) {

        ExportRequest request(RunConfig config) {
            String dataSet = Provenance.dataSet(DataSource.parse(config.data()));
            return new ExportRequest(
                    unmeasured.network(),
                    unmeasured.weights(),
                    spec,
                    unmeasured.samples(),
                    validation.metrics(dataSet, "validation"),
                    unmeasured.provenance(),
                    unmeasured.form());
        }
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

    /** With the module as it will serve: an export that is never served gives it. */
    private Calibrated calibrate(ExportRequest request, HeldOut held) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("maskstream-export-");
        int images = held.calibration().size();
        try {
            ModelArtifact artifact = ModelExport.write(request, scratch);
            try (Classifier classifier = Classifier.open(artifact, DeviceRequest.ONE_CPU, ImageLimits.DEFAULT);
                    Progress progress = Progress.of("validate", held.selection().size() + (long) images)) {
                ModelSpec spec = images < Calibrator.MIN_IMAGES
                        ? request.model()
                        : Calibrator.calibrate(
                                request.model(),
                                Evaluation.run(
                                        classifier.predictor(), request.model(), held.calibration(), progress::step));
                Outputs outputs =
                        Evaluation.run(classifier.predictor(), request.model(), held.selection(), progress::step);
                return new Calibrated(request, spec, EvaluationReport.of(outputs, spec), images);
            }
        } finally {
            Folders.remove(scratch);
        }
    }

    private static ObjectNode json(ModelArtifact artifact, Calibrated calibrated) {
        ModelSpec spec = calibrated.spec();
        ObjectNode object = EvaluationJson.summary(calibrated.validation())
                .put("directory", artifact.directory().toString())
                .put("calibrationImages", calibrated.images())
                .put("temperature", spec.temperature());
        spec.confidenceForRisk().ifPresent(r -> object.put("confidenceForRisk", r.confidence()));
        spec.conformal().ifPresent(c -> object.put("conformalQuantile", c.quantile()));
        return object;
    }

    private static String text(ModelArtifact artifact, Calibrated calibrated) {
        EvaluationReport report = calibrated.validation();
        return artifact + " in " + artifact.directory() + System.lineSeparator() + "validation top-1 "
                + EvaluationText.percent(report.top1(), report.top1Interval()) + " on " + report.images()
                + " images" + System.lineSeparator() + calibration(calibrated.spec(), calibrated.images());
    }

    private static String calibration(ModelSpec spec, int images) {
        if (spec.conformal().isEmpty())
            return "not calibrated: " + images + " images for it, needs " + Calibrator.MIN_IMAGES
                    + "; train with a larger --validation";
        String risk = spec.confidenceForRisk()
                .map(r -> String.format(Locale.ROOT, "at most 1 %% wrong from confidence %.4f on", r.confidence()))
                .orElse("no confidence that shows at most 1 % wrong");
        return String.format(
                Locale.ROOT, "calibrated on %d images: temperature %.3f, %s", images, spec.temperature(), risk);
    }
}

package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.data.ClassNames;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.data.HeldOut;
import io.maskstream.model.evaluate.Evaluation;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.Outputs;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.probe.MaskReport;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measure a model on labelled images: top-1, top-5, calibration.",
        footer = {
            "",
            "KIND is fashion-mnist or folder (PATH/CLASS/*.jpg; classes are matched to the model's labels by name).",
            "A folder has no test images of its own: --split test takes every image of it.",
            "",
            "Example:",
            "  maskstream model evaluate --model models/fashion --data fashion-mnist:/usr/share/datasets/fashion-mnist"
                    + " --json",
            "  {\"images\":10000,\"top1\":...,\"top5\":...,\"ece\":...}",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluateCommand extends CliCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which images. */
    enum Part {
        TRAIN,
        VALIDATION,
        CALIBRATION,
        TEST
    }

    @Mixin
    private ModelOption model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "KIND:PATH",
            converter = Converters.Data.class,
            description = Converters.Data.KINDS)
    private DataSource data;

    @Option(
            names = "--split",
            paramLabel = "train|validation|calibration|test",
            defaultValue = "test",
            converter = Converters.Part.class,
            description =
                    "test: the published test images (${DEFAULT-VALUE}); validation: the held-out half that chose the"
                            + " weights, as the manifest's provenance says; calibration: the other half; train: the"
                            + " images that were not held out.")
    private Part split;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu|gpu:N",
            defaultValue = "auto",
            converter = Converters.Device.class,
            description = "Where the model runs (${DEFAULT-VALUE}).")
    private DeviceRequest device;

    @Option(names = "--json", description = "The last line is a JSON object: images, top1, top5, ece (all in [0,1]).")
    private boolean json;

    /** What else to look at. */
    enum Probe {
        MASKS
    }

    @Option(
            names = "--probe",
            paramLabel = "masks",
            converter = Converters.ProbeKind.class,
            description =
                    "Instead: what the masks do. Top-1 with another mask in their place, how far they vary within and"
                            + " between images, and whether their map explains an answer. On the CPU, in training's own network.")
    private Optional<Probe> probe;

    @Override
    int run() throws IOException, InterruptedException {
        ModelArtifact artifact = model.artifact();
        Dataset images = ClassNames.match(images(artifact), artifact.spec().labels());
        if (probe.isPresent()) {
            MaskReport report = MaskProbeRun.of(artifact, images);
            out().println(json ? MaskProbeRun.json(report) : MaskProbeRun.text(report));
            return 0;
        }
        try (Classifier classifier = Classifier.open(artifact, device, ImageLimits.DEFAULT);
                Progress progress = Progress.of("evaluate", images.size())) {
            Outputs outputs = Evaluation.run(classifier.predictor(), classifier.spec(), images, progress::step);
            EvaluationReport report = EvaluationReport.of(outputs, classifier.spec());
            out().println(json ? json(report) : toText(artifact, report));
        }
        return 0;
    }

    // Split before the classes are matched: the split goes by the data set's own class ids.
    private Dataset images(ModelArtifact artifact) {
        if (split == Part.TEST) return data.test();
        Dataset all = data.training();
        ValidationSplit held = ValidationSplit.recordedIn(artifact.provenance(), all);
        if (split == Part.TRAIN) return held.of(all).train();
        HeldOut halves = held.halves(all);
        Dataset half = split == Part.VALIDATION ? halves.selection() : halves.calibration();
        if (half.size() == 0)
            throw new DatasetException("--split " + Converters.Choice.word(split) + " has no image: training held out "
                    + held.images() + "; train with a larger --validation");
        return half;
    }

    static ObjectNode json(EvaluationReport report) {
        return JSON.createObjectNode()
                .put("images", report.images())
                .put("top1", report.top1())
                .put("top5", report.top5())
                .put("ece", report.ece());
    }

    private String toText(ModelArtifact artifact, EvaluationReport report) {
        return String.format(
                Locale.ROOT,
                "%s on %d images of %s (%s)%ntop-1 %s%ntop-5 %s%nECE   %.4f (15 bins)",
                artifact,
                report.images(),
                data,
                Converters.Choice.word(split),
                percent(report.top1(), report.top1Interval()),
                percent(report.top5(), report.top5Interval()),
                report.ece());
    }

    static String percent(double value, Metric.Interval interval) {
        return String.format(
                Locale.ROOT,
                "%.2f %% (95 %% interval %.2f to %.2f)",
                100 * value,
                100 * interval.low(),
                100 * interval.high());
    }
}

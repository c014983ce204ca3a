package io.maskstream.model.cli;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.corrupt.Corruption;
import io.maskstream.model.data.ClassNames;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.data.HeldOut;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.data.Subset;
import io.maskstream.model.evaluate.Confusion;
import io.maskstream.model.evaluate.CorruptedScore;
import io.maskstream.model.evaluate.Evaluation;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.Mistake;
import io.maskstream.model.evaluate.Outputs;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.probe.MaskReport;
import io.maskstream.model.report.ConfusionPicture;
import io.maskstream.model.report.HtmlReport;
import io.maskstream.model.report.Png;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measure a model on labelled images: accuracy, confidence, robustness.",
        footer = {
            "",
            "Classes are matched to the model's labels by name. A folder has no test images of its own: --split test"
                    + " takes every image of it.",
            "",
            "Example:",
            "  maskstream model evaluate --model models/fashion --data fashion-mnist:/usr/share/datasets/fashion-mnist"
                    + " --json",
            "  {\"images\":10000,\"top1\":...,\"top5\":...,\"ece\":...}",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluateCommand extends CliCommand {

    /** Which images. */
    enum Part {
        TRAIN,
        VALIDATION,
        CALIBRATION,
        TEST
    }

    @Mixin
    private TrustedModelOption model;

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

    @Option(
            names = "--corruptions",
            description = "Also with images made worse: noise, blur, darkness, contrast, JPEG, occlusion, each in 5"
                    + " severities. Takes 31 times as long.")
    private boolean corruptions;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description =
                    "Write all of it as one HTML file, with the worst mistakes as pictures and, of networks with masks"
                            + " on their input, the masks over them.")
    private Optional<Path> html;

    @Option(names = "--confusion", paramLabel = "BASE", description = "Write BASE.csv and BASE.png.")
    private Optional<String> confusion;

    @Option(names = "--json", description = "The last line is a JSON object: images, top1, top5, ece and all the rest.")
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
        try (Classifier classifier = Classifier.open(artifact, device, ImageLimits.DEFAULT)) {
            long start = System.nanoTime();
            Outputs outputs = pass(classifier, images, PixelTransform.NONE, "evaluate");
            double imagesPerSecond = images.size() / ((System.nanoTime() - start) / 1e9);
            EvaluationReport report = EvaluationReport.of(outputs, artifact.spec());
            List<CorruptedScore> corrupted = corruptions ? corrupted(classifier, images) : List.of();
            float temperature = artifact.spec().temperature();
            if (confusion.isPresent()) write(confusion.get(), report.confusion());
            if (html.isPresent()) {
                int[] worst = report.worst().stream().mapToInt(Mistake::image).toArray();
                HtmlReport page = new HtmlReport(
                        title(artifact, report),
                        report,
                        images,
                        temperature,
                        imagesPerSecond,
                        corrupted,
                        MaskProbeRun.maps(artifact, new Subset(images, worst)));
                Files.writeString(html.get(), page.toHtml());
            }
            out().println(
                            json
                                    ? EvaluationJson.of(report, temperature, imagesPerSecond, corrupted)
                                    : title(artifact, report)
                                            + System.lineSeparator()
                                            + EvaluationText.of(report, temperature, imagesPerSecond, corrupted));
        }
        return 0;
    }

    private static Outputs pass(Classifier classifier, Dataset images, PixelTransform change, String task)
            throws InterruptedException {
        try (Progress progress = Progress.of(task, images.size())) {
            return Evaluation.run(classifier.predictor(), classifier.spec(), images, change, progress::step);
        }
    }

    private static List<CorruptedScore> corrupted(Classifier classifier, Dataset images) throws InterruptedException {
        List<CorruptedScore> scores = new ArrayList<>();
        for (Corruption corruption : Corruption.values())
            for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
                Outputs outputs = pass(classifier, images, corruption.at(severity), corruption.id() + " " + severity);
                scores.add(new CorruptedScore(corruption, severity, EvaluationReport.of(outputs, classifier.spec())));
            }
        return scores;
    }

    private static void write(String base, Confusion confusion) throws IOException {
        Files.writeString(Path.of(base + ".csv"), confusion.toCsv());
        Files.write(Path.of(base + ".png"), Png.bytes(ConfusionPicture.draw(confusion)));
    }

    private String title(ModelArtifact artifact, EvaluationReport report) {
        return artifact + " on " + report.images() + " images of " + data + " (" + Converters.Choice.word(split) + ")";
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
}

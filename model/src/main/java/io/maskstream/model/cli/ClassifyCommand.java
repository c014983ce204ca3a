package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.Prediction;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.Classifier.Result;
import io.maskstream.model.runtime.DeviceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "classify",
        description = "Classify image files, a line each.",
        footer = {
            "",
            "A file that is no usable image gets a line that says why, and the others are classified all the same;"
                    + " the exit code is 1 then.",
            "",
            "Example:",
            "  maskstream model classify --model models/fashion --json photos/ shoe.jpg",
            "  {\"path\":\"shoe.jpg\",\"width\":640,\"height\":480,\"predictions\":[{\"label\":\"Sneaker\","
                    + "\"confidence\":0.97},...]}",
        },
        exitCodeList = {"0:every file was classified", "1:failed, or a file was rejected", "2:wrong usage"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClassifyCommand extends CliCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private TrustedModelOption model;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu|gpu:N",
            defaultValue = "auto",
            converter = Converters.Device.class,
            description = "Where the model runs (${DEFAULT-VALUE}).")
    private DeviceRequest device;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "Predictions a file (${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--json",
            description = "A JSON object a line: path, width, height (as displayed) and predictions; or path and"
                    + " rejected with stage, reason and message.")
    private boolean json;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Image files; of a folder, the files in it by name, hidden ones left out.")
    private List<Path> paths;

    @Override
    int run() throws IOException {
        if (top < 1) throw usage("--top is " + top + ", must be at least 1");
        boolean rejected = false;
        try (Classifier classifier = Classifier.open(model.artifact(), device, ImageLimits.DEFAULT)) {
            for (Path file : files()) {
                Result result = classify(classifier, file);
                rejected |= result instanceof Result.Rejected;
                out().println(json ? toJson(file, result) : toText(file, result));
                out().flush();
            }
        }
        return rejected ? 1 : 0;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> children = Files.list(path)) {
                children.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private Result classify(Classifier classifier, Path file) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            // A byte more than allowed is enough for the decoder to refuse it.
            content = in.readNBytes((int) ImageLimits.DEFAULT.maxBytes() + 1);
        } catch (IOException e) {
            return new Result.Rejected(Rejection.of(RejectionReason.FETCH_FAILED, describe(e), e));
        }
        return classifier.classify(EncodedImage.of(ByteBuffer.wrap(content)), top);
    }

    private static String toJson(Path file, Result result) {
        ObjectNode line = JSON.createObjectNode().put("path", file.toString());
        if (result instanceof Result.Classified c) {
            line.put("width", c.width()).put("height", c.height());
            ArrayNode predictions = line.putArray("predictions");
            for (Prediction p : c.predictions())
                predictions.addObject().put("label", p.label()).put("confidence", p.confidence());
        } else if (result instanceof Result.Rejected r) {
            line.putObject("rejected")
                    .put("stage", r.rejection().stage().name())
                    .put("reason", r.rejection().reason().name())
                    .put("message", r.rejection().message());
        }
        return line.toString();
    }

    private static String toText(Path file, Result result) {
        if (result instanceof Result.Classified c)
            return file + "  " + c.width() + "x" + c.height() + "  "
                    + c.predictions().stream()
                            .map(p -> String.format(Locale.ROOT, "%s %.1f %%", p.label(), 100 * p.confidence()))
                            .collect(Collectors.joining(", "));
        Rejection rejection = ((Result.Rejected) result).rejection();
        return file + "  rejected: " + rejection.stage() + " " + rejection.reason() + ", " + rejection.message();
    }
}

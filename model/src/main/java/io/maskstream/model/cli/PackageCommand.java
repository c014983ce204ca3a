package io.maskstream.model.cli;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.artifact.SigningKey;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "package",
        description = "Make an artifact of any TorchScript classifier.",
        footer = {
            "",
            "The model takes float32 images [B, 3, H, W] for any B and gives float32 logits [B, labels], not"
                    + " probabilities. It is run on fixed inputs, whose logits go into the artifact as its samples.",
            "",
            "Example:",
            "  maskstream model package --torchscript resnet18.pt --labels imagenet.txt --input 3x224x224 --resize cover"
                    + " --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --name resnet18 --version 1 --out models",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PackageCommand extends CliCommand {

    private static final int SAMPLES = 4;

    @Option(names = "--torchscript", required = true, paramLabel = "FILE", description = "The TorchScript archive.")
    private Path torchScript;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "A class name a line, in the order of the model's outputs; UTF-8.")
    private Path labels;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "3xHxW",
            converter = Converters.Input.class,
            description = "The model's input for one image.")
    private InputShape input;

    @Option(
            names = "--mean",
            paramLabel = "R,G,B",
            converter = Converters.Channels.Converter.class,
            description = "Taken from pixels in [0,1], with --std (0,0,0).")
    private Optional<Converters.Channels> mean;

    @Option(
            names = "--std",
            paramLabel = "R,G,B",
            converter = Converters.Channels.Converter.class,
            description = "By which they are divided then, with --mean (1,1,1).")
    private Optional<Converters.Channels> std;

    @Option(
            names = "--resize",
            paramLabel = "stretch|cover|fit",
            defaultValue = "stretch",
            converter = Converters.Resize.class,
            description = "How images of another size are brought to it (${DEFAULT-VALUE}).")
    private ResizeRule resize;

    @Mixin
    private ArtifactOptions target;

    @Override
    int run() throws IOException {
        if (mean.isPresent() != std.isPresent())
            throw usage("--mean and --std belong together: give both, or neither for pixels in [0,1]");
        if (!Files.isRegularFile(torchScript)) throw new NoSuchFileException("--torchscript " + torchScript);
        List<String> names = readLabels();
        Normalization normalization = checked(() -> new Normalization(
                mean.map(Converters.Channels::values).orElse(List.of(0f, 0f, 0f)),
                std.map(Converters.Channels::values).orElse(List.of(1f, 1f, 1f))));
        ModelSpec spec = checked(() -> ArtifactWriter.requireNames(
                new ModelSpec(target.name(), target.version(), names, input, normalization, resize, 1)));
        target.requireFree();
        Optional<SigningKey> signer = target.signer();
        ModelArtifact artifact = ArtifactWriter.of(spec, out -> Files.copy(torchScript, out), samples(spec))
                .provenance(Provenance.ofPackaged(torchScript))
                .write(target.models());
        if (signer.isPresent()) artifact.sign(signer.get());
        out().println(artifact + " in " + artifact.directory());
        return 0;
    }

    private List<String> readLabels() throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            Files.readString(labels).lines().map(String::strip).forEach(lines::add);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException("--labels " + labels);
        } catch (MalformedInputException e) {
            throw new IOException("--labels " + labels + " is not UTF-8", e);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) lines.remove(lines.size() - 1);
        if (lines.isEmpty()) throw new IOException("--labels " + labels + " is empty, needs a class name a line");
        int blank = lines.indexOf("");
        if (blank >= 0)
            throw new IOException("--labels " + labels + ": line " + (blank + 1) + " is blank, needs a class name");
        return lines;
    }

    private Samples samples(ModelSpec spec) {
        float[] images = SampleImages.noise(SAMPLES, Preprocessor.of(spec));
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.ONE_CPU, SAMPLES)) {
            float[] logits = logits(runtime, spec, images);
            LogitsCheck check = new LogitsCheck(torchScript, spec);
            check.requireLogits(logits);
            check.requireSame(logits, runtime.logits(torchScript, spec, images, 1));
            return new Samples(SAMPLES, images, logits);
        }
    }

    private float[] logits(TorchScriptRuntime runtime, ModelSpec spec, float[] images) {
        try {
            return runtime.logits(torchScript, spec, images, SAMPLES);
        } catch (ModelException e) {
            if (e.kind() != ModelException.Kind.INVALID_ARTIFACT) throw e;
            throw new ModelException(
                    e.kind(), e.getMessage() + "; --labels " + labels + " has " + spec.classes() + " labels", e);
        }
    }
}

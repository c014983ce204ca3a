package io.maskstream.it;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.fixture.TinyArchive;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Versions of the tiny model. Version v divides the logits by v: the confidence of a result tells which version computed
 * it, whatever the result says.
 */
final class Models {

    static final String NAME = "tiny";
    /** Height and width of the input. */
    static final int SIZE = 8;
    /** Of 255; brighter than any channel of the other frames. */
    static final int DEADLY = 255;

    private Models() {}

    /** Writes {@code models/tiny/VERSION}. */
    static void write(Path models, int version) throws IOException {
        write(models, version, Duration.ZERO);
    }

    /** One that takes its time: the given one for each image of a batch. */
    static void write(Path models, int version, Duration perImage) throws IOException {
        write(models, version, perImage, 1.0 / version);
    }

    /** One whose native code divides by zero, and so ends the process, where an image has a value of {@link #DEADLY}. */
    static void writeDeadly(Path models, int version) throws IOException {
        write(
                models,
                version,
                "    brightest = int(torch.floor(torch.mul(torch.max(x), " + DEADLY + ")))\n"
                        + "    zero = torch.mul(torch.remainder(1, torch.sub(" + DEADLY + ", brightest)), 0)\n"
                        + "    x = torch.add(x, zero)\n",
                1.0 / version);
    }

    /** One whose samples do not come out as it says. */
    static void writeBroken(Path models, int version) throws IOException {
        write(models, version, Duration.ZERO, 2.0);
    }

    /** One that fails on the images of {@link Faults}, and for good after the first of {@link Faults#breaker}. */
    static void writeFaulty(Path models, int version, Faults.Kind forGood) throws IOException {
        write(models, version, Faults.script(forGood), 1.0 / version);
    }

    private static void write(Path models, int version, Duration perImage, double sampleFactor) throws IOException {
        write(
                models,
                version,
                perImage.isZero() ? "" : spin(4, "torch.mul(torch.size(x, 0), " + perImage.toNanos() + ")"),
                sampleFactor);
    }

    /** @param before TorchScript that runs first, with {@code x} the images; may leave them changed */
    private static void write(Path models, int version, String before, double sampleFactor) throws IOException {
        ModelSpec spec = TinyModel.spec(NAME, Integer.toString(version), SIZE);
        float[] images = TinyModel.images(2, spec);
        float[] logits = TinyModel.logits(images, 2, spec);
        for (int i = 0; i < logits.length; i++) logits[i] = (float) (logits[i] * sampleFactor);
        String body =
                before + "    return torch.div(torch.matmul(torch.mean(x, [2, 3]), self.weight), " + version + ".)\n";
        ArtifactWriter.of(spec, out -> TinyArchive.write(out, spec.classes(), body), new Samples(2, images, logits))
                .write(models);
    }

    /**
     * TorchScript that looks at the clock until the time is over; a sleep is not among its operators.
     *
     * @param indent in front of each line
     * @param nanos an expression
     */
    static String spin(int indent, String nanos) {
        return """
                end = torch.add(ops.prim.TimePoint(), %s)
                early = torch.lt(ops.prim.TimePoint(), end)
                while early:
                  early = torch.lt(ops.prim.TimePoint(), end)
                """.formatted(nanos).indent(indent);
    }
}

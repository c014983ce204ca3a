package io.maskstream.model.artifact;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs with the logits that the model must give for them. The arrays are not copied: whoever holds the samples must not
 * write to them.
 *
 * @param count number of samples, at least 1
 * @param images {@code count * C * H * W} normalised floats
 * @param logits {@code count * classes} floats
 */
public record Samples(int count, float[] images, float[] logits) {

    private static final String IMAGES = "images";
    private static final String LOGITS = "logits";

    public Samples {
        if (count < 1) throw new IllegalArgumentException("count: " + count + ", must be at least 1");
        if (images.length % count != 0 || logits.length % count != 0)
            throw new IllegalArgumentException(
                    images.length + " image floats and " + logits.length + " logits for " + count + " samples");
    }

    void write(OutputStream out, ModelSpec spec) throws IOException {
        InputShape in = spec.input();
        if (images.length != count * in.floats() || logits.length != count * spec.classes())
            throw new IllegalArgumentException("samples: " + images.length + " image floats and " + logits.length
                    + " logits, " + count + " of " + in + " and " + spec.classes() + " classes are needed");
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put(IMAGES, new Tensor(new long[] {count, in.channels(), in.height(), in.width()}, images));
        arrays.put(LOGITS, new Tensor(new long[] {count, spec.classes()}, logits));
        Npz.write(out, arrays);
    }

    static Samples read(Path file, ModelSpec spec) {
        Map<String, Tensor> arrays = Npz.read(file);
        Tensor images = arrays.get(IMAGES);
        Tensor logits = arrays.get(LOGITS);
        if (images == null || logits == null)
            throw Invalid.field(file, "its list of arrays", arrays.keySet(), "must hold images and logits");
        InputShape in = spec.input();
        long count = images.shape().length == 0 ? 0 : images.shape()[0];
        requireShape(file, IMAGES, images.shape(), count, in.channels(), in.height(), in.width());
        requireShape(file, LOGITS, logits.shape(), count, spec.classes());
        if (count < 1) throw Invalid.field(file, "the number of samples", count, "must be at least 1");
        for (int i = 0; i < logits.data().length; i++)
            if (!Float.isFinite(logits.data()[i]))
                throw Invalid.field(file, "logits[" + i + "]", logits.data()[i], "must be finite");
        return new Samples((int) count, images.data(), logits.data());
    }

    private static void requireShape(Path file, String name, long[] actual, long... expected) {
        if (!Arrays.equals(actual, expected))
            throw Invalid.field(
                    file,
                    "the shape of " + name,
                    Arrays.toString(actual),
                    "must be " + Arrays.toString(expected) + " as the manifest says");
    }
}

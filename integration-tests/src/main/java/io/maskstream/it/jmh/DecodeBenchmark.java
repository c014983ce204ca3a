package io.maskstream.it.jmh;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.ScaledImage;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From an encoded image to a slab: decode, resize, normalise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DecodeBenchmark {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final EncodedImage raw = new EncodedImage(
            ByteBuffer.wrap(SeededFrames.raw()),
            ImageEncoding.RAW_RGB24,
            OptionalInt.of(SeededFrames.SIZE),
            OptionalInt.of(SeededFrames.SIZE));
    private final EncodedImage png =
            EncodedImage.of(ByteBuffer.wrap(SeededFrames.encoded("png", SeededFrames.SIZE, SeededFrames.SIZE)));
    private final EncodedImage jpeg = EncodedImage.of(ByteBuffer.wrap(SeededFrames.encoded("jpg", 640, 480)));
    private final Slab small = new Slab(SeededFrames.spec(SeededFrames.SIZE));
    private final Slab large = new Slab(SeededFrames.spec(224));

    private record Slab(Preprocessor preprocessor, float[] floats) {
        Slab(ModelSpec spec) {
            this(Preprocessor.of(spec), new float[spec.input().floats()]);
        }
    }

    @Benchmark
    public float[] raw32To32() {
        return write(raw, small);
    }

    @Benchmark
    public float[] png32To32() {
        return write(png, small);
    }

    @Benchmark
    public float[] jpeg640To224() {
        return write(jpeg, large);
    }

    private float[] write(EncodedImage encoded, Slab slab) {
        // Scaled down while it is decoded, as the pipeline does.
        DecodeResult result = decoder.decode(encoded, (w, h) -> slab.preprocessor.scale(new Region(0, 0, w, h)));
        if (!(result instanceof DecodeResult.Decoded decoded)) throw new IllegalStateException("refused: " + result);
        ScaledImage image = decoded.scaled();
        slab.preprocessor.write(image, image.whole(), slab.floats, 0);
        return slab.floats;
    }
}

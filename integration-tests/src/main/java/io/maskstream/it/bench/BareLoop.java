package io.maskstream.it.bench;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The baseline, in a JVM of its own: decode a batch of images, run it, again; one thread and no Kafka. Prints the CPU
 * nanoseconds of its process for the measured images.
 */
final class BareLoop {

    static final int BATCH = 32;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final Corpus corpus;
    private final Preprocessor preprocessor;
    private final BatchPredictor predictor;
    private final float[] slab;
    private final FloatBuffer batch;
    private final float[] logits;
    private long next;

    private BareLoop(Corpus corpus, ModelSpec spec, BatchPredictor predictor) {
        this.corpus = corpus;
        this.preprocessor = Preprocessor.of(spec);
        this.predictor = predictor;
        this.slab = new float[spec.input().floats()];
        this.batch = ByteBuffer.allocateDirect(BATCH * slab.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.logits = new float[BATCH * spec.classes()];
    }

    /** @param args model folder, image folder, device, images to warm up, images to measure */
    public static void main(String[] args) throws IOException {
        DeviceRequest device = DeviceRequest.parse(args[2], OptionalInt.of(1));
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(device, BATCH);
                LoadedModel model =
                        runtime.load(ModelArtifact.read(Path.of(args[0])).verify());
                BatchPredictor predictor = model.predictor(runtime.slots().get(0))) {
            BareLoop loop = new BareLoop(Corpus.read(Path.of(args[1])), model.spec(), predictor);
            loop.run(Integer.parseInt(args[3]));
            Duration before = cpu();
            loop.run(Integer.parseInt(args[4]));
            System.out.println(cpu().minus(before).toNanos());
        }
    }

    private void run(int images) {
        for (int done = 0; done < images; done += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                DecodeResult result = decoder.decode(EncodedImage.of(corpus.image(next++)));
                if (!(result instanceof DecodeResult.Decoded decoded))
                    throw new IllegalStateException("image " + (next - 1) + " of the corpus: " + result);
                RgbImage image = decoded.image();
                preprocessor.write(image, image.whole(), slab, 0);
                batch.put(i * slab.length, slab);
            }
            predictor.predict(batch, BATCH, logits);
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}

package io.maskstream.it.bench;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.ScaledImage;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The baseline, in a JVM of its own: decode a batch of images, run it, again; one thread and no Kafka. */
final class BareLoop {

    static final int BATCH = 32;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final Corpus corpus;
    private final Preprocessor preprocessor;
    private final BatchPredictor predictor;
    private final int batch;
    private final float[] slab;
    private final FloatBuffer inputs;
    private final float[] logits;
    private long next;

    private BareLoop(Corpus corpus, ModelSpec spec, BatchPredictor predictor, int batch) {
        this.corpus = corpus;
        this.preprocessor = Preprocessor.of(spec);
        this.predictor = predictor;
        this.batch = batch;
        this.slab = new float[spec.input().floats()];
        this.inputs = ByteBuffer.allocateDirect(batch * slab.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.logits = new float[batch * spec.classes()];
    }

    /**
     * Answers {@code run N} (decode and predict in batches), {@code predict N} (the batch before again and again) and {@code
     * once N} (its first N images as one batch) with nanoseconds.
     *
     * @param args model folder, image folder, device, images in a batch
     */
    public static void main(String[] args) throws IOException {
        DeviceRequest device = DeviceRequest.parse(args[2], OptionalInt.of(1));
        int batch = Integer.parseInt(args[3]);
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(device, batch);
                LoadedModel model =
                        runtime.load(ModelArtifact.read(Path.of(args[0])).verify());
                BatchPredictor predictor = model.predictor(runtime.slots().get(0))) {
            BareLoop loop = new BareLoop(Corpus.read(Path.of(args[1])), model.spec(), predictor, batch);
            Answers.answer(words -> {
                int images = Integer.parseInt(words[1]);
                long start = System.nanoTime();
                switch (words[0]) {
                    case "run" -> loop.run(images);
                    case "predict" -> loop.predict(images);
                    case "once" -> loop.predictor.predict(loop.inputs, images, loop.logits);
                    default -> throw new IllegalArgumentException("no task '" + words[0] + "'");
                }
                return String.valueOf(System.nanoTime() - start);
            });
        }
    }

    private void run(int images) {
        for (int done = 0; done < images; done += batch) {
            for (int i = 0; i < batch; i++) {
                DecodeResult result =
                        decoder.decode(corpus.image(next++), (w, h) -> preprocessor.scale(new Region(0, 0, w, h)));
                if (!(result instanceof DecodeResult.Decoded decoded))
                    throw new IllegalStateException("image " + (next - 1) + " of the corpus: " + result);
                ScaledImage image = decoded.scaled();
                preprocessor.write(image, image.whole(), slab, 0);
                inputs.put(i * slab.length, slab);
            }
            predictor.predict(inputs, batch, logits);
        }
    }

    private void predict(int images) {
        for (int done = 0; done < images; done += batch) predictor.predict(inputs, batch, logits);
    }
}

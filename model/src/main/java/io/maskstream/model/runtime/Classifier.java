package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.ScaledImage;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A model without a pipeline: encoded images to predictions one at a time, through the decoder, the preprocessor and the
 * runtime that serve it. One thread at a time.
 */
public final class Classifier implements AutoCloseable {

    /** Images in a batch at most; a device that compiles by shape fills smaller ones up. */
    public static final int MAX_BATCH = 64;

    private final TorchScriptRuntime runtime;
    private final LoadedModel model;
    private final BatchPredictor predictor;
    private final ImageDecoder decoder;
    private final Preprocessor preprocessor;
    private final float[] input;
    private final float[] logits;

    private Classifier(TorchScriptRuntime runtime, LoadedModel model, BatchPredictor predictor, ImageLimits limits) {
        this.runtime = runtime;
        this.model = model;
        this.predictor = predictor;
        this.decoder = new ImageDecoder(limits);
        this.preprocessor = Preprocessor.of(model.spec());
        this.input = new float[model.spec().input().floats()];
        this.logits = new float[model.spec().classes()];
    }

    /** What became of an image. */
    public sealed interface Result {

        /**
         * @param width in pixels, as displayed: after EXIF orientation
         * @param height in pixels, as displayed
         * @param predictions best first
         */
        record Classified(int width, int height, List<Prediction> predictions) implements Result {}

        /** The image is refused, the model is not at fault. */
        record Rejected(Rejection rejection) implements Result {}
    }

    /**
     * Verifies the artifact, loads it on the first device asked for and checks it against its samples.
     *
     * @throws ModelException when one of these fails
     */
    public static Classifier open(ModelArtifact artifact, DeviceRequest device, ImageLimits limits) {
        TorchScriptRuntime runtime = TorchScriptRuntime.open(device, MAX_BATCH);
        List<DeviceSlot> first = runtime.slots().subList(0, 1);
        LoadedModel model = runtime.load(artifact.verify());
        try {
            SampleCheck.run(model, first);
            return new Classifier(runtime, model, model.predictor(first.get(0)), limits);
        } catch (RuntimeException e) {
            model.close();
            runtime.close();
            throw e;
        }
    }

    public ModelSpec spec() {
        return model.spec();
    }

    /** For batches of at most {@link #MAX_BATCH} that the caller prepares; closed with this. */
    public BatchPredictor predictor() {
        return predictor;
    }

    /**
     * @param k predictions at most, at least 1
     * @throws ModelException when the model fails, see {@link BatchPredictor#predict}
     */
    public Result classify(EncodedImage encoded, int k) {
        DecodeResult result =
                decoder.decode(encoded, (width, height) -> preprocessor.scale(Region.whole(width, height)));
        if (result instanceof DecodeResult.Rejected rejected) return new Result.Rejected(rejected.rejection());
        ScaledImage image = ((DecodeResult.Decoded) result).scaled();
        preprocessor.write(image, image.whole(), input, 0);
        predictor.predict(FloatBuffer.wrap(input), 1, logits);
        return Confidence.top(logits, 0, spec(), k)
                .<Result>map(predictions -> new Result.Classified(image.width(), image.height(), predictions))
                .orElseGet(() -> new Result.Rejected(Rejection.of(
                        RejectionReason.NON_FINITE_OUTPUT, "the model's logits for this image are not finite")));
    }

    /** Idempotent. */
    @Override
    public void close() {
        predictor.close();
        model.close();
        runtime.close();
    }
}

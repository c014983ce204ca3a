package io.maskstream.model.evaluate;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.Confidence;
import java.util.function.IntConsumer;

/**
 * Runs a model over a data set with the preprocessor of serving. The data set's class ids must be the model's ({@link
 * io.maskstream.model.data.ClassNames#match}). For the predictor's thread.
 */
public final class Evaluation {

    private Evaluation() {}

    /**
     * @param dataset not empty
     * @param progress told how many images were done, batch by batch
     * @throws io.maskstream.model.data.DatasetException when an image cannot be read
     * @throws ModelException when the model fails, or has no finite answer to an image
     */
    public static Outputs run(BatchPredictor predictor, ModelSpec spec, Dataset dataset, IntConsumer progress)
            throws InterruptedException {
        return run(predictor, spec, dataset, PixelTransform.NONE, progress);
    }

    /**
     * As above, with images that are changed after the resize.
     *
     * @param change its keys have the image's index; seed and epoch are 0
     */
    public static Outputs run(
            BatchPredictor predictor, ModelSpec spec, Dataset dataset, PixelTransform change, IntConsumer progress)
            throws InterruptedException {
        if (!dataset.labels().equals(spec.labels()))
            throw new IllegalArgumentException("dataset: its classes " + dataset.labels() + " are not the model's");
        if (dataset.size() == 0) throw new IllegalArgumentException("dataset: no image, needs at least one");
        int classes = spec.classes();
        float[] logits = new float[Math.multiplyExact(dataset.size(), classes)];
        int[] labels = new int[dataset.size()];
        float[] rows = new float[Classifier.MAX_BATCH * classes];
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        LoaderSettings settings = new LoaderSettings(Classifier.MAX_BATCH, threads, 0);
        int done = 0;
        try (Loader loader = new Loader(dataset, Preprocessor.of(spec), change, settings);
                Loader.Pass pass = loader.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    predictor.predict(batch.images().asFloatBuffer(), batch.count(), rows);
                    requireFinite(rows, batch.count(), spec, done);
                    System.arraycopy(rows, 0, logits, done * classes, batch.count() * classes);
                    System.arraycopy(batch.labels(), 0, labels, done, batch.count());
                    done += batch.count();
                    progress.accept(batch.count());
                }
            }
        }
        return new Outputs(classes, logits, labels);
    }

    private static void requireFinite(float[] rows, int count, ModelSpec spec, int before) {
        for (int i = 0; i < count; i++)
            if (!Confidence.isFinite(rows, i * spec.classes(), spec.classes()))
                throw new ModelException(
                        ModelException.Kind.INFERENCE_FAILED,
                        "model " + spec.name() + "/" + spec.version() + " gives NaN or infinite logits for image "
                                + (before + i) + " of the data set (counted from 0); train or export it again");
    }
}

package io.maskstream.model.evaluate;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.Confidence;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs a model over a data set with the preprocessor and the confidences of serving. The data set's class ids must be the
 * model's ({@link io.maskstream.model.data.ClassNames#match}). For the predictor's thread.
 */
public final class Evaluation {

    private static final int TOP = 5;

    private final BatchPredictor predictor;
    private final ModelSpec spec;
    private final Calibration calibration = new Calibration();
    private long images;
    private long first;
    private long firstFive;

    private Evaluation(BatchPredictor predictor, ModelSpec spec) {
        this.predictor = predictor;
        this.spec = spec;
    }

    /**
     * @param dataset not empty
     * @param progress told how many images were done, batch by batch
     * @throws io.maskstream.model.data.DatasetException when an image cannot be read
     * @throws ModelException when the model fails, or has no finite answer to an image
     */
    public static EvaluationReport run(BatchPredictor predictor, ModelSpec spec, Dataset dataset, IntConsumer progress)
            throws InterruptedException {
        if (!dataset.labels().equals(spec.labels()))
            throw new IllegalArgumentException("dataset: its classes " + dataset.labels() + " are not the model's");
        if (dataset.size() == 0) throw new IllegalArgumentException("dataset: no image, needs at least one");
        Evaluation evaluation = new Evaluation(predictor, spec);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        LoaderSettings settings = new LoaderSettings(Classifier.MAX_BATCH, threads, 0);
        try (Loader loader = new Loader(dataset, Preprocessor.of(spec), PixelTransform.NONE, settings);
                Loader.Pass pass = loader.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    evaluation.add(batch);
                    progress.accept(batch.count());
                }
            }
        }
        return new EvaluationReport(
                evaluation.images, evaluation.first, evaluation.firstFive, evaluation.calibration.error());
    }

    private void add(Batch batch) {
        float[] logits = new float[batch.count() * spec.classes()];
        predictor.predict(batch.images().asFloatBuffer(), batch.count(), logits);
        for (int i = 0; i < batch.count(); i++) {
            List<Prediction> best =
                    Confidence.top(logits, i * spec.classes(), spec, TOP).orElseThrow(this::notFinite);
            add(best, batch.labels()[i]);
        }
    }

    private void add(List<Prediction> best, int label) {
        boolean correct = best.get(0).classId() == label;
        calibration.add(best.get(0).confidence(), correct);
        if (correct) first++;
        if (best.stream().anyMatch(p -> p.classId() == label)) firstFive++;
        images++;
    }

    private ModelException notFinite() {
        return new ModelException(
                ModelException.Kind.INFERENCE_FAILED,
                "model " + spec.name() + "/" + spec.version() + " gives NaN or infinite logits for image " + images
                        + " of the data set (counted from 0); train or export it again");
    }
}

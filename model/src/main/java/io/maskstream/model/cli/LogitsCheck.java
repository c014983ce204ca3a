package io.maskstream.model.cli;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.runtime.SampleCheck;
import java.nio.file.Path;

/** Whether what a model from elsewhere gives can be served as logits. */
record LogitsCheck(Path model, ModelSpec spec) {

    private static final float ROUNDING = 1e-3f;

    /**
     * @param logits row by row
     * @throws ModelException when one is not finite, or every row is a probability distribution: the runtime applies the
     *     softmax, and a second one makes every confidence small
     */
    void requireLogits(float[] logits) {
        boolean probabilities = spec.classes() > 1;
        for (int from = 0; from < logits.length; from += spec.classes()) {
            double sum = 0;
            for (int c = from; c < from + spec.classes(); c++) {
                if (!Float.isFinite(logits[c]))
                    throw unfit("gives " + logits[c] + " for an image of random pixels; it must give finite logits");
                probabilities &= logits[c] >= 0;
                sum += logits[c];
            }
            probabilities &= Math.abs(sum - 1) < ROUNDING;
        }
        if (probabilities)
            throw unfit("gives probabilities, it must give logits: leave its last softmax out and save it again");
    }

    /**
     * @param batch rows of a batch
     * @param alone the first row, of a batch of its own
     * @throws ModelException when they differ: the model is random, or an answer depends on its neighbours
     */
    void requireSame(float[] batch, float[] alone) {
        for (int c = 0; c < alone.length; c++)
            if (!(Math.abs(batch[c] - alone[c]) <= SampleCheck.TOLERANCE * Math.max(1, Math.abs(batch[c]))))
                throw unfit("gives an image other logits alone (" + alone[c] + ") than beside others (" + batch[c]
                        + ") for class " + c + "; save it in evaluation mode, without dropout and batch statistics");
    }

    private ModelException unfit(String what) {
        return new ModelException(Kind.INVALID_ARTIFACT, "--torchscript " + model + " " + what);
    }
}

package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;
import io.maskstream.model.network.DmcNetwork;
import java.util.BitSet;

/** Classifies with the network as it is being trained, in inference mode. For the training thread. */
public final class Validator {

    private final DmcNetwork network;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final InputShape input;

    /** @param manager owns what a batch needs, while it needs it */
    public Validator(DmcNetwork network, NDManager manager, InputShape input) {
        this.network = network;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.input = input;
    }

    /** One pass over the loader's items, in their order. */
    public Validation run(Loader items) throws InterruptedException {
        BitSet correct = new BitSet();
        MaskMoments masks = new MaskMoments();
        int count = 0;
        try (GradientMode off = GradientMode.off();
                Loader.Pass pass = items.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next();
                        NDManager scope = manager.newSubManager()) {
                    NDArray images = TrainStep.images(batch, input, scope);
                    NDArray logits = network.logits(parameters, images, false, masks);
                    mark(logits.toFloatArray(), batch.labels(), correct, count);
                    count += batch.count();
                }
            }
        }
        return new Validation(count, correct, masks.statistics());
    }

    /**
     * Marks which images are right.
     *
     * @param logits row by row; the first of equal ones counts
     * @param from the first image's place
     */
    public static void mark(float[] logits, int[] labels, BitSet correct, int from) {
        int classes = logits.length / labels.length;
        for (int i = 0; i < labels.length; i++) if (best(logits, i, classes) == labels[i]) correct.set(from + i);
    }

    /** The class of the highest logit in a row; the first of equal ones. */
    public static int best(float[] logits, int row, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) if (logits[row * classes + c] > logits[row * classes + best]) best = c;
        return best;
    }
}

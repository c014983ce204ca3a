package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;

/** Top-1 accuracy of the network as it is being trained, in inference mode. For the training thread. */
final class Accuracy {

    private final Block network;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final InputShape input;

    Accuracy(Block network, NDManager manager, InputShape input) {
        this.network = network;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.input = input;
    }

    /** Share of the loader's items that are classified right, in [0,1]. */
    double of(Loader items) throws InterruptedException {
        long correct = 0;
        long count = 0;
        try (GradientMode off = GradientMode.off();
                Loader.Pass pass = items.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next();
                        NDManager scope = manager.newSubManager()) {
                    NDArray images = TrainStep.images(batch, input, scope);
                    NDArray logits = network.forward(parameters, new NDList(images), false)
                            .singletonOrThrow();
                    correct += correct(logits.toFloatArray(), batch.labels());
                    count += batch.count();
                }
            }
        }
        return count == 0 ? 0 : (double) correct / count;
    }

    /** @param logits row by row; the first of equal ones counts */
    static int correct(float[] logits, int[] labels) {
        int classes = logits.length / labels.length;
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) if (logits[i * classes + c] > logits[i * classes + best]) best = c;
            if (best == labels[i]) correct++;
        }
        return correct;
    }
}

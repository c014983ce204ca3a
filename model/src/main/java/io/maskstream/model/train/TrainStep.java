package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.data.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Forward, loss, backward, update. Every array of a step lives in a manager of its own and dies with it, and the images
 * are read from the batch's own memory: that keeps the process's memory flat. For the training thread.
 */
public final class TrainStep {

    private final Block network;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final NesterovSgd optimizer;
    private final InputShape input;
    private final SmoothedTargets targets;
    private final DataType type;

    /**
     * @param network its parameters say in what precision the step computes: float32, or float64 where rounding must not
     *     hide a difference
     * @param manager of the network's parameters
     */
    TrainStep(Block network, NDManager manager, NesterovSgd optimizer, InputShape input, SmoothedTargets targets) {
        this.network = network;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.optimizer = optimizer;
        this.input = input;
        this.targets = targets;
        this.type = network.getParameters().valueAt(0).getArray().getDataType();
    }

    /**
     * @param own weight of each image's own label, in [0,1]; the rest goes to the label of image n-1-i, mixed with it
     * @throws TrainingException when loss or gradients are not finite; no weight has changed then
     */
    StepResult run(Batch batch, float own, float rate) {
        return run(batch.images(), batch.labels(), own, rate);
    }

    /** The same with a batch's images and labels. */
    StepResult run(ByteBuffer pixels, int[] labels, float own, float rate) {
        try (GradientMode off = GradientMode.off();
                NDManager scope = manager.newSubManager()) {
            NDArray images = images(pixels, labels.length, input, scope).toType(type, false);
            NDArray target = targets.of(labels, own, scope);
            NDArray logits;
            NDArray loss;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                logits = network.forward(parameters, new NDList(images), true).singletonOrThrow();
                loss = logits.logSoftmax(1).mul(target).sum().neg();
                collector.backward(loss);
            }
            float value = loss.toType(DataType.FLOAT32, false).getFloat();
            if (!Float.isFinite(value))
                throw new TrainingException(
                        "the loss is " + value + ": training diverged; resume with a lower learning rate");
            int[] heavier = own >= 0.5f ? labels : SmoothedTargets.partners(labels);
            BitSet correct = new BitSet();
            Validator.mark(logits.toType(DataType.FLOAT32, false).toFloatArray(), heavier, correct, 0);
            optimizer.step(rate, scope);
            return new StepResult(value, correct.cardinality(), labels.length);
        }
    }

    /** The batch as an array that aliases its memory. */
    public static NDArray images(Batch batch, InputShape input, NDManager scope) {
        return images(batch.images(), batch.count(), input, scope);
    }

    private static NDArray images(ByteBuffer pixels, int count, InputShape input, NDManager scope) {
        int bytes = count * input.floats() * Float.BYTES;
        ByteBuffer data = pixels.slice(0, bytes).order(ByteOrder.nativeOrder());
        Shape shape = new Shape(count, input.channels(), input.height(), input.width());
        return scope.create(data, shape, DataType.FLOAT32);
    }
}

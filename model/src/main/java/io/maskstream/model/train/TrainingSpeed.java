package io.maskstream.model.train;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.InputShape;
import io.maskstream.model.network.DmcNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Training steps on one batch of random pixels, to be timed: what {@link Trainer} does between two batches, without the
 * loader. For one thread, which must be the engine's only user if CPU time is taken.
 */
public final class TrainingSpeed implements AutoCloseable {

    /** Small, so that a timed network stays in a range without NaN whatever the recipe. */
    private static final float RATE = 1e-4f;

    private final NDManager manager;
    private final TrainStep step;
    private final ByteBuffer images;
    private final int[] labels;

    /** @param network the caller's; its weights move */
    public TrainingSpeed(DmcNetwork network, Recipe recipe, InputShape input) {
        manager =
                network.parameters().get(0).parameter().getArray().getManager().newSubManager();
        int classes = network.spec().classes();
        NesterovSgd optimizer = new NesterovSgd(network.parameters(), recipe.optimizer(), manager);
        step = new TrainStep(network, manager, optimizer, input, new SmoothedTargets(classes, recipe.labelSmoothing()));
        SplittableRandom random = new SplittableRandom(1);
        images = ByteBuffer.allocateDirect(recipe.batch() * input.floats() * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        while (images.hasRemaining()) images.putFloat((float) random.nextDouble(-2, 2));
        images.flip();
        labels = random.ints(recipe.batch(), 0, classes).toArray();
    }

    /** @return images that were trained on */
    public long run(int steps) {
        for (int i = 0; i < steps; i++) step.run(images, labels, 1, RATE);
        return (long) steps * labels.length;
    }

    @Override
    public void close() {
        manager.close();
    }
}

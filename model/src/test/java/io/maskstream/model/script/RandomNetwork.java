package io.maskstream.model.script;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.network.ActivationObserver;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Networks in which nothing is at its start: every statistic, mask, selection and gate matters. */
final class RandomNetwork {

    private RandomNetwork() {}

    static Weights weights(NetworkSpec spec, long seed) {
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(spec, seed, manager)) {
            Random random = new Random(seed);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            network.weights().tensors().forEach((name, tensor) -> tensors.put(name, randomized(name, tensor, random)));
            return new Weights(tensors);
        }
    }

    private static Tensor randomized(String name, Tensor tensor, Random random) {
        float[] values = new float[tensor.values().length];
        boolean matrix = tensor.shape().length > 1;
        double fanIn = (double) values.length / tensor.shape()[0];
        boolean positive = name.endsWith("running_var") || (!matrix && name.endsWith("weight"));
        for (int i = 0; i < values.length; i++)
            values[i] = (float)
                    (positive
                            ? 0.4 + random.nextDouble()
                            : (matrix ? Math.sqrt(1.5 / fanIn) : 0.3) * random.nextGaussian());
        return new Tensor(tensor.shape(), values);
    }

    static float[] images(int count, int size) {
        Random random = new Random(count + size);
        float[] images = new float[count * 3 * size * size];
        for (int i = 0; i < images.length; i++) images[i] = (float) random.nextGaussian();
        return images;
    }

    /** What the block says in inference mode. */
    static float[] logits(NetworkSpec spec, Weights weights, float[] images, int count, InputShape input) {
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(spec, 0, manager)) {
            network.load(weights);
            return network.logits(
                            new ParameterStore(manager, false),
                            manager.create(images, new Shape(count, 3, input.height(), input.width())),
                            false,
                            ActivationObserver.NONE)
                    .toFloatArray();
        }
    }
}

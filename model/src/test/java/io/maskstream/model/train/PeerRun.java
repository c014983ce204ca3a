package io.maskstream.model.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.data.TestData;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkParameter;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What both train: our side of it.
 *
 * @param type in which it computes; weights and images begin as float32 either way
 */
record PeerRun(NetworkPreset preset, MaskKind mask, DataType type, int steps) {

    static final int CLASSES = 8;
    static final float RATE = 0.1f;
    static final float MOMENTUM = 0.9f;
    static final float DECAY = 5e-4f;

    /** Near the usual 0.1; targets are exact in binary with 8 classes and batches of 16. */
    static final float SMOOTHING = 0.125f;

    private static final long SEED = 1;
    private static final int BATCH = 16;
    private static final int SIDE = 16;

    /**
     * @param initial weights
     * @param batches images [steps, B, 3, H, W], labels [steps, B]
     * @param losses by step
     * @param statistics the running ones, after the last step
     */
    record Result(Weights initial, Weights batches, float[] losses, Map<String, float[]> statistics) {}

    Result train() throws InterruptedException {
        NetworkSpec spec = preset.spec(CLASSES).withMask(mask);
        try (NDManager manager = NDManager.newBaseManager();
                GradientMode off = GradientMode.off();
                DmcNetwork single = DmcNetwork.create(spec, SEED, manager);
                DmcNetwork network = DmcNetwork.create(spec, SEED, manager, type)) {
            float[] losses = new float[steps];
            Weights batches = train(network, manager, losses);
            return new Result(single.weights(), batches, losses, statistics(network));
        }
    }

    private Weights train(DmcNetwork network, NDManager manager, float[] losses) throws InterruptedException {
        Recipe.Optimizer optimizer =
                new Recipe.Optimizer(Recipe.ScheduleKind.ONE_CYCLE, RATE, 1, MOMENTUM, DECAY, DECAY);
        Preprocessor preprocessor = TestData.preprocessor(SIDE);
        TrainStep step = new TrainStep(
                network,
                manager,
                new NesterovSgd(network.parameters(), optimizer, manager),
                preprocessor.input(),
                new SmoothedTargets(CLASSES, SMOOTHING));
        float[] images = new float[steps * BATCH * preprocessor.input().floats()];
        float[] labels = new float[steps * BATCH];
        LoaderSettings settings = new LoaderSettings(BATCH, 1, 1);
        TestData data = TestData.of(steps * BATCH, CLASSES, SIDE);
        try (Loader loader = new Loader(data, preprocessor, PixelTransform.NONE, settings);
                Loader.Pass pass = loader.epoch(0, 0)) {
            for (int i = 0; i < steps; i++)
                try (Batch batch = pass.next()) {
                    int floats = images.length / steps;
                    batch.images().asFloatBuffer().get(images, i * floats, floats);
                    for (int j = 0; j < BATCH; j++) labels[i * BATCH + j] = batch.labels()[j];
                    losses[i] = step.run(batch, 1, RATE).loss();
                }
        }
        return new Weights(Map.of(
                "images", new Tensor(new long[] {steps, BATCH, 3, SIDE, SIDE}, images),
                "labels", new Tensor(new long[] {steps, BATCH}, labels)));
    }

    private static Map<String, float[]> statistics(DmcNetwork network) {
        Map<String, float[]> statistics = new LinkedHashMap<>();
        for (NetworkParameter p : network.parameters())
            if (p.role() == NetworkParameter.Role.STATISTIC)
                statistics.put(
                        p.name(),
                        p.parameter().getArray().toType(DataType.FLOAT32, false).toFloatArray());
        return statistics;
    }
}

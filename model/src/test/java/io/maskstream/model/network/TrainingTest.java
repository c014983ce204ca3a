package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingTest {

    private static final int BATCH = 8;

    static Stream<Arguments> arms() {
        return Arms.all().entrySet().stream().map(arm -> Arguments.of(arm.getKey(), arm.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arms")
    void everyParameterHasGradientAfterTenSteps(String arm, NetworkSpec spec) {
        try (NDManager manager = NDManager.newBaseManager()) {
            DmcNetwork network = DmcNetwork.create(spec, 3, manager);
            for (int step = 0; step < 10; step++) backward(network, manager, step, () -> descend(network));
            List<String> asleep = new ArrayList<>();
            backward(network, manager, 10, () -> {
                for (NetworkParameter parameter : network.parameters())
                    // NaN counts as asleep. No smaller bound: a mask's bn1 scales what bn2 normalises again channel by
                    // channel, so that its gamma's gradient is only as large as its beta has grown.
                    if (parameter.isTrainable() && !(largestGradient(parameter) > 0)) asleep.add(parameter.name());
            });
            assertThat(asleep).as(arm).isEmpty();
        }
    }

    @Test
    void zeroInitResidualKeepsMasksAsleepAtTheFirstStep() {
        NetworkSpec spec = NetworkPreset.DMC_PICO.spec(10).withZeroInitResidual(true);
        try (NDManager manager = NDManager.newBaseManager()) {
            DmcNetwork network = DmcNetwork.create(spec, 3, manager);
            backward(
                    network,
                    manager,
                    0,
                    () -> assertThat(network.parameters())
                            .filteredOn(parameter -> parameter.isTrainable() && parameter.maskPath())
                            .isNotEmpty()
                            .allMatch(parameter -> largestGradient(parameter) == 0));
        }
    }

    @Test
    void runningStatisticsMoveByTenthTowardsMeanAndUnbiasedVariance() {
        NetworkSpec spec = NetworkPreset.DMC_PICO.spec(10);
        try (NDManager manager = NDManager.newBaseManager()) {
            DmcNetwork network = DmcNetwork.create(spec, 3, manager);
            NDArray images = images(manager, 0);
            ParameterStore store = new ParameterStore(manager, false);
            // What the stem's normalisation sees, computed apart from the network.
            NDArray kernel = array(network, "stem.0.weight");
            NDArray x = Conv2d.conv2d(images, kernel, null, new Shape(1, 1), new Shape(1, 1), new Shape(1, 1), 1)
                    .singletonOrThrow();
            int[] axes = {0, 2, 3};
            double n = BATCH * 32 * 32;
            NDArray mean = x.sum(axes).div(n);
            NDArray variance =
                    x.sub(mean.reshape(1, -1, 1, 1)).square().sum(axes).div(n - 1);

            network.logits(store, images, true, ActivationObserver.NONE);

            assertThat(array(network, "stem.1.running_mean").toFloatArray())
                    .containsExactly(mean.mul(0.1f).toFloatArray(), within(1e-6f));
            assertThat(array(network, "stem.1.running_var").toFloatArray())
                    .containsExactly(variance.mul(0.1f).add(0.9f).toFloatArray(), within(1e-5f));
        }
    }

    private static void backward(DmcNetwork network, NDManager parent, int step, Runnable afterwards) {
        try (NDManager manager = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            float[] classes = new float[BATCH];
            for (int i = 0; i < BATCH; i++) classes[i] = (step + i) % 10;
            NDArray labels = manager.create(classes);
            NDArray logits = network.logits(
                    new ParameterStore(manager, false), images(manager, step), true, ActivationObserver.NONE);
            collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), new NDList(logits)));
            afterwards.run();
            network.parameters().stream().filter(NetworkParameter::isTrainable).forEach(parameter -> {
                try (NDArray gradient = parameter.parameter().getArray().getGradient()) {
                    gradient.subi(gradient);
                }
            });
        }
    }

    private static void descend(DmcNetwork network) {
        for (NetworkParameter parameter : network.parameters()) {
            if (!parameter.isTrainable()) continue;
            NDArray array = parameter.parameter().getArray();
            try (NDArray gradient = array.getGradient();
                    NDArray step = gradient.mul(0.1f)) {
                // A leaf that requires a gradient may not change in place.
                array.setRequiresGradient(false);
                array.subi(step);
                array.setRequiresGradient(true);
            }
        }
    }

    private static float largestGradient(NetworkParameter parameter) {
        try (NDArray gradient = parameter.parameter().getArray().getGradient()) {
            float largest = 0;
            for (float value : gradient.toFloatArray()) largest = Math.max(largest, Math.abs(value));
            return largest;
        }
    }

    private static NDArray images(NDManager manager, int seed) {
        Random random = new Random(100 + seed);
        float[] values = new float[BATCH * 3 * 32 * 32];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        return manager.create(values, new Shape(BATCH, 3, 32, 32));
    }

    private static NDArray array(DmcNetwork network, String name) {
        return network.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .parameter()
                .getArray();
    }
}

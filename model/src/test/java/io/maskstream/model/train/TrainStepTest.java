package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkParameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrainStepTest {

    /** Nothing that a step makes outlives it. {@link MemoryTest} says the same of the process's memory. */
    @ParameterizedTest
    @EnumSource(MaskKind.class)
    void arraysDieWithTheirStep(MaskKind mask) throws Exception {
        Recipe recipe = Tiny.recipe(1_000);
        TrainingData data = Tiny.data(80);
        LoaderSettings settings = new LoaderSettings(8, 1, 1);
        try (GradientMode off = GradientMode.off();
                NDManager manager = NDManager.newBaseManager();
                Loader loader = new Loader(data.train(), data.preprocessor(), PixelTransform.NONE, settings)) {
            DmcNetwork network = Tiny.network(mask, manager);
            TrainingRun run = new TrainingRun(recipe, data, network, manager, loader.stepsPerEpoch());
            steps(run, loader, 1);
            int arrays = manager.getManagedArrays().size();
            steps(run, loader, 1);
            assertThat(manager.getManagedArrays()).hasSize(arrays);
        }
    }

    @Test
    void nesterovMovesAsPyTorchSays() {
        try (GradientMode off = GradientMode.off();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(2f);
            NetworkParameter parameter = parameter(weight, NetworkParameter.Role.WEIGHT);
            NesterovSgd sgd = new NesterovSgd(List.of(parameter), optimizer(0.9f, 0.1f, 0.7f), manager);
            double w = 2;
            double v = 0;
            for (int i = 0; i < 3; i++) {
                backwardOfSquare(weight, manager);
                sgd.step(0.05f, manager);
                double g = 2 * w + 0.1 * w;
                v = 0.9 * v + g;
                w -= 0.05 * (g + 0.9 * v);
                assertThat(weight.getFloat()).isEqualTo((float) w, within(1e-5f));
            }
        }
    }

    @Test
    void biasesDoNotDecay() {
        try (GradientMode off = GradientMode.off();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray bias = manager.create(2f);
            NetworkParameter parameter = parameter(bias, NetworkParameter.Role.BIAS);
            backwardOfSquare(bias, manager);
            new NesterovSgd(List.of(parameter), optimizer(0f, 0.5f, 0.7f), manager).step(0.1f, manager);
            assertThat(bias.getFloat()).isEqualTo(2f - 0.1f * 4, within(1e-6f));
        }
    }

    @Test
    void theMaskPathDecaysByItsOwnRate() {
        try (GradientMode off = GradientMode.off();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(2f);
            NetworkParameter parameter = new NetworkParameter(
                    "mask.w",
                    parameter(weight, NetworkParameter.Role.WEIGHT).parameter(),
                    NetworkParameter.Role.WEIGHT,
                    true);
            backwardOfSquare(weight, manager);
            new NesterovSgd(List.of(parameter), optimizer(0f, 0.5f, 0f), manager).step(0.1f, manager);
            assertThat(weight.getFloat()).isEqualTo(2f - 0.1f * 4, within(1e-6f));
        }
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        try (GradientMode off = GradientMode.off();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(Float.MAX_VALUE);
            NetworkParameter parameter = parameter(weight, NetworkParameter.Role.WEIGHT);
            backwardOfSquare(weight, manager);
            NesterovSgd sgd = new NesterovSgd(List.of(parameter), optimizer(0f, 0f, 0f), manager);
            assertThatThrownBy(() -> sgd.step(0.1f, manager))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("gradient of w is not finite");
            assertThat(weight.getFloat()).isEqualTo(Float.MAX_VALUE);
        }
    }

    @Test
    void targetsAreSmoothedAndDividedByTheBatch() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray target = new SmoothedTargets(2, 0.2f).of(new int[] {1, 0}, 1, manager);
            assertThat(target.toFloatArray()).containsExactly(new float[] {0.05f, 0.45f, 0.45f, 0.05f}, within(1e-6f));
        }
    }

    @Test
    void targetsOfMixedImagesAreSharedByWeight() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] target = new SmoothedTargets(3, 0.3f)
                    .of(new int[] {0, 1, 2}, 0.75f, manager)
                    .toFloatArray();
            float rest = 0.1f / 3;
            float own = rest + 0.75f * 0.7f / 3;
            float partner = rest + 0.25f * 0.7f / 3;
            float middle = rest + 0.7f / 3;
            assertThat(target)
                    .containsExactly(
                            new float[] {own, rest, partner, rest, middle, rest, partner, rest, own}, within(1e-6f));
        }
    }

    private static Recipe.Optimizer optimizer(float momentum, float decay, float maskDecay) {
        return new Recipe.Optimizer(Recipe.ScheduleKind.ONE_CYCLE, 0.1f, 0.2f, momentum, decay, maskDecay);
    }

    private static void steps(TrainingRun run, Loader loader, int epochs) throws InterruptedException {
        for (int epoch = 0; epoch < epochs; epoch++)
            try (Loader.Pass pass = loader.epoch(epoch, 0)) {
                Position position = Position.START;
                while (pass.hasNext()) position = run.step(pass, position, 0);
            }
    }

    private static void backwardOfSquare(NDArray weight, NDManager manager) {
        try (var collector = manager.getEngine().newGradientCollector()) {
            collector.backward(weight.mul(weight).sum());
        }
    }

    private static NetworkParameter parameter(NDArray array, NetworkParameter.Role role) {
        Parameter parameter =
                Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
        array.setRequiresGradient(true);
        parameter.setArray(array);
        return new NetworkParameter("w", parameter, role, false);
    }
}

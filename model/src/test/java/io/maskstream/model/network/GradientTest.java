package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients of every block against central differences, in float64: of the input and of every parameter, in training (the
 * batch's own statistics), at random values, at which nothing is at its start.
 */
final class GradientTest {

    private static final int BATCH = 2;
    private static final int CHANNELS = 8;
    private static final int SIDE = 6;

    /** Entries of an array that are compared; all of a small one. */
    private static final int ENTRIES = 24;

    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-5;

    private static final BlockSpec BLOCK =
            new BlockSpec(0, CHANNELS, CHANNELS, 1, List.of(new Branch(3, 1), new Branch(3, 2), new Branch(1, 1)));
    private static final BlockSpec HALVING = new BlockSpec(0, CHANNELS, 2 * CHANNELS, 2, BLOCK.branches());

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(6);

    @AfterEach
    void close() {
        manager.close();
    }

    /** From [B, C, H, W] to anything. */
    private interface Module {

        NDArray apply(Pass pass, NDArray x);
    }

    /** Builds a module on parameters of its own. */
    private interface Factory {

        Module create(ParameterScope scope);
    }

    static Stream<Arguments> modules() {
        Map<String, Factory> modules = new LinkedHashMap<>();
        modules.put("dynamic mask", scope -> new DynamicMask(scope, CHANNELS, 2)::apply);
        modules.put(
                "kernel mask", scope -> new KernelMask(scope, new KernelMaskLayout(CHANNELS, BLOCK.branches()))::apply);
        for (MaskKind mask : MaskKind.values())
            modules.put("mask convolution, " + mask, scope -> {
                MaskConvolution convolution = new MaskConvolution(scope, BLOCK, mask);
                return (pass, x) -> joined(convolution.apply(pass, x));
            });
        NetworkSpec off = NetworkPreset.DMC_PICO.spec(10).withMask(MaskKind.OFF);
        modules.put("fusion with selection", scope -> new BranchFusion(scope, BLOCK, off)::apply);
        modules.put(
                "fusion, uniform",
                scope -> new BranchFusion(scope, BLOCK, off.withSelection(Selection.UNIFORM))::apply);
        modules.put("enhancement", scope -> new AdaptiveEnhancement(scope, BLOCK, true)::apply);
        modules.put("enhancement, fixed", scope -> new AdaptiveEnhancement(scope, BLOCK, false)::apply);
        modules.put("squeeze-and-excitation", scope -> new SqueezeExcitation(scope, CHANNELS)::apply);
        modules.put("CBAM", scope -> new Cbam(scope, CHANNELS)::apply);
        Arms.all().forEach((arm, spec) -> modules.put("block, " + arm, scope -> block(scope, spec)::apply));
        return modules.entrySet().stream().map(module -> Arguments.of(module.getKey(), module.getValue()));
    }

    private static Unit block(ParameterScope scope, NetworkSpec spec) {
        return spec.block() == BlockKind.MASKED
                ? new ResidualBlock(scope, HALVING, spec)
                : new PlainBlock(scope, HALVING, spec);
    }

    private static NDArray joined(NDList branches) {
        NDArray joined = branches.get(0);
        for (NDArray branch : branches.subList(1, branches.size())) joined = joined.concat(branch, 1);
        return joined;
    }

    /** A module with its input; the variables are the input and the module's trainable parameters. */
    private record Problem(Module module, NDArray x, Map<String, NDArray> variables) {

        /** A sum of the output's entries with fixed random weights. */
        NDArray loss(NDManager scope) {
            Pass pass = new Pass(
                    new ParameterStore(scope, false),
                    Device.cpu(),
                    true,
                    ActivationObserver.NONE,
                    MaskIntervention.NONE);
            // Intermediate arrays belong to the manager of the module's input.
            NDArray y = module.apply(pass, Ops.view(x, scope, x.getShape().getShape()));
            double[] weights =
                    new Random(17).doubles(y.getShape().size(), -1, 1).toArray();
            return y.mul(scope.create(weights, y.getShape())).sum();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void theGradientIsTheDifferenceQuotient(String name, Factory factory) {
        Problem problem = problem(factory);
        Map<String, double[]> gradients = gradients(problem);
        List<String> errors = new ArrayList<>();
        problem.variables().forEach((path, variable) -> {
            double[] gradient = Objects.requireNonNull(gradients.get(path), path);
            if (largest(gradient) == 0) errors.add(path + " has no gradient");
            errors.addAll(errors(problem, path, variable, gradient));
        });
        assertThat(errors).as(name).isEmpty();
    }

    private Problem problem(Factory factory) {
        Map<String, NetworkParameter> registry = new LinkedHashMap<>();
        Module module = factory.create(ParameterScope.root(registry, 1));
        NDArray x =
                manager.create(normal(BATCH * CHANNELS * SIDE * SIDE, 1, 0), new Shape(BATCH, CHANNELS, SIDE, SIDE));
        x.setRequiresGradient(true);
        Map<String, NDArray> variables = new LinkedHashMap<>();
        variables.put("x", x);
        registry.forEach((path, parameter) -> {
            parameter.parameter().initialize(manager, DataType.FLOAT64);
            if (!parameter.isTrainable()) return;
            variables.put(path, parameter.parameter().getArray());
            set(parameter.parameter().getArray(), path);
        });
        return new Problem(module, x, variables);
    }

    private Map<String, double[]> gradients(Problem problem) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(problem.loss(scope));
            Map<String, double[]> gradients = new LinkedHashMap<>();
            problem.variables().forEach((path, variable) -> {
                try (NDArray gradient = variable.getGradient()) {
                    gradients.put(path, gradient.toDoubleArray());
                }
            });
            return gradients;
        }
    }

    /** Entries whose gradient is not the difference quotient. */
    private List<String> errors(Problem problem, String path, NDArray variable, double[] gradient) {
        double[] values = variable.toDoubleArray();
        double scale = Math.max(1e-2, largest(gradient));
        int stride = Math.max(1, values.length / ENTRIES);
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < values.length; i += stride) {
            double above = moved(problem, variable, values, i, STEP);
            double quotient = (above - moved(problem, variable, values, i, -STEP)) / (2 * STEP);
            // Written so that NaN does not pass.
            if (!(Math.abs(quotient - gradient[i]) <= TOLERANCE * scale))
                errors.add(path + "[" + i + "] is " + gradient[i] + ", the quotient " + quotient);
        }
        variable.set(DoubleBuffer.wrap(values));
        return errors;
    }

    /** The loss with one entry moved. */
    private double moved(Problem problem, NDArray variable, double[] values, int i, double step) {
        double[] moved = values.clone();
        moved[i] += step;
        variable.set(DoubleBuffer.wrap(moved));
        try (NDManager scope = manager.newSubManager()) {
            return problem.loss(scope).getDouble();
        }
    }

    private void set(NDArray array, String path) {
        boolean gamma = path.endsWith("weight") && array.getShape().dimension() == 1;
        array.set(DoubleBuffer.wrap(normal((int) array.size(), gamma ? 0.2 : 0.4, gamma ? 1 : 0)));
    }

    private double[] normal(int size, double deviation, double mean) {
        return IntStream.range(0, size)
                .mapToDouble(i -> mean + deviation * random.nextGaussian())
                .toArray();
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) largest = Math.max(largest, Math.abs(value));
        return largest;
    }
}

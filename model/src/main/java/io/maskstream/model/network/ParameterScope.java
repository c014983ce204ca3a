package io.maskstream.model.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.maskstream.model.network.NetworkParameter.Role;
import java.util.Map;
import java.util.Random;

/**
 * Names and registers the parameters of a module and its children. Initial values depend on seed and name only: neither
 * on the engine's random state nor on the order in which modules are built.
 */
final class ParameterScope {

    private static final String MASK = "mask";

    private final Map<String, NetworkParameter> registry;
    private final long seed;
    private final String prefix;
    private final boolean maskPath;

    private ParameterScope(Map<String, NetworkParameter> registry, long seed, String prefix, boolean maskPath) {
        this.registry = registry;
        this.seed = seed;
        this.prefix = prefix;
        this.maskPath = maskPath;
    }

    /** @param registry receives every parameter, in order of creation */
    static ParameterScope root(Map<String, NetworkParameter> registry, long seed) {
        return new ParameterScope(registry, seed, "", false);
    }

    ParameterScope child(String name) {
        return new ParameterScope(registry, seed, prefix + name + ".", maskPath || name.equals(MASK));
    }

    ParameterScope child(int index) {
        return child(Integer.toString(index));
    }

    /** @param deviation of the normal distribution around 0; 0 for zeros */
    Parameter weight(double deviation, Shape shape) {
        return register("weight", Role.WEIGHT, Parameter.Type.WEIGHT, normal(prefix + "weight", deviation), shape);
    }

    Parameter bias(int size) {
        return register("bias", Role.BIAS, Parameter.Type.BIAS, Initializer.ZEROS, new Shape(size));
    }

    Parameter gamma(int size, Initializer initializer) {
        return register("weight", Role.NORMALIZATION, Parameter.Type.GAMMA, initializer, new Shape(size));
    }

    Parameter beta(int size) {
        return register("bias", Role.NORMALIZATION, Parameter.Type.BETA, Initializer.ZEROS, new Shape(size));
    }

    Parameter runningMean(int size) {
        return register(
                "running_mean", Role.STATISTIC, Parameter.Type.RUNNING_MEAN, Initializer.ZEROS, new Shape(size));
    }

    Parameter runningVariance(int size) {
        return register("running_var", Role.STATISTIC, Parameter.Type.RUNNING_VAR, Initializer.ONES, new Shape(size));
    }

    private Parameter register(String name, Role role, Parameter.Type type, Initializer initializer, Shape shape) {
        String path = prefix + name;
        Parameter parameter = Parameter.builder()
                .setName(path)
                .setType(type)
                .optShape(shape)
                .optInitializer(initializer)
                .optRequiresGrad(role != Role.STATISTIC)
                .build();
        if (registry.putIfAbsent(path, new NetworkParameter(path, parameter, role, maskPath)) != null)
            throw new IllegalStateException("two parameters are named " + path);
        return parameter;
    }

    private Initializer normal(String path, double deviation) {
        if (deviation == 0) return Initializer.ZEROS;
        return (manager, shape, dataType) -> {
            // java.util.Random: its Gaussian sequence is fixed by specification.
            Random random = new Random(31 * seed + path.hashCode());
            float[] values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) values[i] = (float) (deviation * random.nextGaussian());
            return manager.create(values, shape).toType(dataType, false);
        };
    }
}

package io.maskstream.model.network;

import io.maskstream.model.InputShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a network needs for one image. Only convolutions and linear layers are counted; normalisations, activations,
 * pooling and the products with masks and weights of branches are not, and neither is memory traffic, so that two networks
 * of equal costs may differ in speed.
 *
 * @param parameters trainable values
 * @param multiplyAccumulates of one image
 */
public record Costs(long parameters, long multiplyAccumulates) {

    /** Loads no native library. */
    public static Costs of(NetworkSpec spec, InputShape input) {
        Map<String, Long> places = places(spec, input);
        long parameters = 0;
        long multiplyAccumulates = 0;
        for (NetworkParameter parameter : DmcNetwork.layout(spec)) {
            if (!parameter.isTrainable()) continue;
            long size = parameter.parameter().getShape().size();
            parameters += size;
            // Each weight of a convolution is used once at each place of the output.
            if (parameter.role() == NetworkParameter.Role.WEIGHT)
                multiplyAccumulates +=
                        size * (isConvolution(parameter) ? Objects.requireNonNull(places.get(module(parameter))) : 1);
        }
        return new Costs(parameters, multiplyAccumulates);
    }

    /** In millions. */
    public double mmacs() {
        return multiplyAccumulates / 1e6;
    }

    private static boolean isConvolution(NetworkParameter parameter) {
        return parameter.parameter().getShape().dimension() == 4;
    }

    /** Such as {@code stem.0} and {@code blocks.3}. */
    private static String module(NetworkParameter parameter) {
        String[] path = parameter.name().split("\\.", 3);
        return path[0] + "." + path[1];
    }

    /** Places of the maps that a module's convolutions compute; those of a block have the size of its output. */
    private static Map<String, Long> places(NetworkSpec spec, InputShape input) {
        Map<String, Long> places = new HashMap<>();
        long height = halved(input.height(), spec.stemStride() > 1 ? 2 : 1);
        long width = halved(input.width(), spec.stemStride() > 1 ? 2 : 1);
        places.put("stem.0", height * width);
        places.put("stem.3", height * width);
        if (spec.stemStride() == 4) {
            height = halved(height, 2);
            width = halved(width, 2);
        }
        for (BlockSpec block : spec.blocks()) {
            height = halved(height, block.stride());
            width = halved(width, block.stride());
            places.put(block.path(), height * width);
        }
        return places;
    }

    private static long halved(long size, int stride) {
        return (size + stride - 1) / stride;
    }
}

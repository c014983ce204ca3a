package io.maskstream.model.script;

import io.maskstream.model.network.BlockSpec;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Moves masks that are the same for every input into the kernels that they multiply. */
final class StaticMasks {

    private static final int GROUPS = MaskKind.GROUPS;

    private StaticMasks() {}

    /** @return weights of the same network with its masks off */
    static Weights folded(NetworkSpec spec, Weights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        for (BlockSpec block : spec.blocks()) {
            String name = block.path() + ".mb.mask.bias";
            float[] logits = weights.get(name).values();
            tensors.remove(name);
            int taps = 0;
            int channels =
                    GROUPS * block.branches().stream().mapToInt(Branch::taps).sum();
            for (int b = 0; b < block.branches().size(); b++) {
                String kernel = block.path() + ".mb.convs." + b + ".weight";
                tensors.put(kernel, masked(weights.get(kernel), logits, taps, channels));
                taps += GROUPS * block.branches().get(b).taps();
                channels += block.out();
            }
        }
        return new Weights(tensors);
    }

    /**
     * @param kernel [w, C, k, k]
     * @param taps where the masks of the kernel's taps begin, group major; output channel o is in group o / (w / groups)
     * @param channels where the masks of its input channels begin
     */
    private static Tensor masked(Tensor kernel, float[] logits, int taps, int channels) {
        int outputs = (int) kernel.shape()[0];
        int inputs = (int) kernel.shape()[1];
        int area = (int) (kernel.shape()[2] * kernel.shape()[3]);
        float[] values = kernel.values().clone();
        for (int i = 0; i < values.length; i++) {
            int group = i / (inputs * area) / (outputs / GROUPS);
            double tap = mask(logits[taps + group * area + i % area]);
            values[i] = (float) (tap * mask(logits[channels + i / area % inputs]) * values[i]);
        }
        return new Tensor(kernel.shape(), values);
    }

    private static double mask(double logit) {
        return 2 / (1 + Math.exp(-logit));
    }
}

package io.maskstream.model.script;

import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;

/**
 * A convolution without bias and the batch normalisation behind it as one convolution with bias, for inference:
 * {@code gamma * (gain * conv(x) - mean) / sqrt(variance + eps) + beta}. Each call of {@link #kernel} and {@link #bias}
 * computes a new array.
 *
 * @param gain a constant by which the convolution's input is multiplied, moved into the kernel
 */
record BatchNormFolding(Tensor weight, Norm norm, double gain) {

    /** As the network has it. */
    private static final double EPSILON = 1e-5f;

    /** Of each output channel. */
    record Norm(Tensor gamma, Tensor beta, Tensor mean, Tensor variance) {

        static Norm of(Weights weights, String path) {
            return new Norm(
                    weights.get(path + ".weight"),
                    weights.get(path + ".bias"),
                    weights.get(path + ".running_mean"),
                    weights.get(path + ".running_var"));
        }

        private double scale(int channel) {
            return gamma.values()[channel] / Math.sqrt(variance.values()[channel] + EPSILON);
        }
    }

    /** In the shape of the weight: the output channel comes first. */
    float[] kernel() {
        float[] values = weight.values().clone();
        int perChannel = values.length / channels();
        for (int channel = 0; channel < channels(); channel++) {
            double factor = gain * norm.scale(channel);
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++)
                values[i] = (float) (factor * values[i]);
        }
        return values;
    }

    float[] bias() {
        float[] values = new float[channels()];
        for (int channel = 0; channel < values.length; channel++)
            values[channel] = (float) (norm.beta.values()[channel]
                    - norm.scale(channel) * norm.mean.values()[channel]);
        return values;
    }

    int channels() {
        return (int) weight.shape()[0];
    }
}

package io.maskstream.model.script;

import io.maskstream.model.network.Weights;

/**
 * A map of channels that is the same at every place, for inference: {@code weight * x + bias}. The arrays are not copied.
 *
 * @param weight [out, in], row-major
 * @param bias [out]
 */
record Affine(float[] weight, float[] bias) {

    /** A fully connected layer or a 1x1 convolution with a bias. */
    static Affine of(Weights weights, String path) {
        return new Affine(
                weights.get(path + ".weight").values(),
                weights.get(path + ".bias").values());
    }

    /** A 1x1 convolution and the batch normalisation behind it. */
    static Affine normed(Weights weights, String convolution, String norm, double gain) {
        BatchNormFolding folded = new BatchNormFolding(
                weights.get(convolution + ".weight"), BatchNormFolding.Norm.of(weights, norm), gain);
        return new Affine(folded.kernel(), folded.bias());
    }

    int in() {
        return weight.length / bias.length;
    }

    int out() {
        return bias.length;
    }

    /** {@code next(this(x))} as one map. */
    Affine then(Affine next) {
        float[] joined = new float[next.out() * in()];
        float[] shift = next.bias.clone();
        for (int o = 0; o < next.out(); o++) {
            for (int i = 0; i < in(); i++) {
                double sum = 0;
                for (int m = 0; m < out(); m++) sum += (double) next.weight[o * out() + m] * weight[m * in() + i];
                joined[o * in() + i] = (float) sum;
            }
            double sum = shift[o];
            for (int m = 0; m < out(); m++) sum += (double) next.weight[o * out() + m] * bias[m];
            shift[o] = (float) sum;
        }
        return new Affine(joined, shift);
    }

    /** The outputs of this map and, after them, of another map of the same input. */
    Affine and(Affine other) {
        return new Affine(concat(weight, other.weight), concat(bias, other.bias));
    }

    /** [out, in, 2, 2], the same weight at each place. */
    float[] weightOfFourPlaces() {
        float[] spread = new float[4 * weight.length];
        for (int i = 0; i < spread.length; i++) spread[i] = weight[i / 4];
        return spread;
    }

    private static float[] concat(float[] a, float[] b) {
        float[] both = new float[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

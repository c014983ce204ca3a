package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attentions of the literature against their formulas, written out in loops. */
final class AttentionTest {

    private static final int CHANNELS = 12;
    private static final int REDUCED = 8;
    private static final int SIDE = 5;
    private static final int PLACES = SIDE * SIDE;

    private final NDManager manager = NDManager.newBaseManager();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final float[] f = random(new Random(4), CHANNELS * PLACES);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void squeezeExcitationWeighsChannels() {
        float[] actual = apply(scope -> new SqueezeExcitation(scope, CHANNELS));
        assertThat(actual).containsExactly(weighed(f, perceptron(means(f))), within(1e-5f));
    }

    @Test
    void cbamWeighsChannelsAndThenPlaces() {
        float[] actual = apply(scope -> new Cbam(scope, CHANNELS));
        double[] scores = perceptron(means(f));
        double[] ofMaxima = perceptron(maxima(f));
        for (int c = 0; c < CHANNELS; c++) scores[c] += ofMaxima[c];
        float[] expected = weighed(f, scores);
        double[] places = places(expected);
        for (int i = 0; i < expected.length; i++) expected[i] *= (float) sigmoid(places[i % PLACES]);
        assertThat(actual).containsExactly(expected, within(1e-5f));
    }

    private float[] apply(Function<ParameterScope, Attention> module) {
        Map<String, NetworkParameter> registry = new LinkedHashMap<>();
        Attention attention = module.apply(ParameterScope.root(registry, 1));
        Random random = new Random(2);
        registry.forEach((name, parameter) -> {
            parameter.parameter().initialize(manager, DataType.FLOAT32);
            float[] value =
                    random(random, (int) parameter.parameter().getShape().size());
            if (name.endsWith("running_var")) value[0] = 0.7f;
            parameter.parameter().getArray().set(value);
            values.put(name, value);
        });
        Pass pass = new Pass(
                new ParameterStore(manager, false),
                Device.cpu(),
                false,
                ActivationObserver.NONE,
                MaskIntervention.NONE);
        NDArray x = manager.create(f, new Shape(1, CHANNELS, SIDE, SIDE));
        return attention.apply(pass, x).toFloatArray();
    }

    private double[] perceptron(double[] x) {
        double[] hidden = linear("fc1", x, REDUCED);
        for (int i = 0; i < hidden.length; i++) hidden[i] = Math.max(0, hidden[i]);
        return linear("fc2", hidden, CHANNELS);
    }

    private double[] linear(String name, double[] x, int outputs) {
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            y[o] = value(name + ".bias")[o];
            for (int i = 0; i < x.length; i++) y[o] += value(name + ".weight")[o * x.length + i] * x[i];
        }
        return y;
    }

    /** A 7x7 convolution over mean and maximum of the channels, normalised. */
    private double[] places(float[] x) {
        double[][] summary = new double[2][PLACES];
        Arrays.fill(summary[1], Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
            summary[0][i % PLACES] += x[i] / (double) CHANNELS;
            summary[1][i % PLACES] = Math.max(summary[1][i % PLACES], x[i]);
        }
        double[] y = new double[PLACES];
        for (int at = 0; at < PLACES; at++) {
            for (int k = 0; k < 2 * 49; k++) {
                int row = at / SIDE + k % 49 / 7 - 3;
                int column = at % SIDE + k % 7 - 3;
                if (row < 0 || row >= SIDE || column < 0 || column >= SIDE) continue;
                y[at] += value("spatial.weight")[k] * summary[k / 49][row * SIDE + column];
            }
            double normalised = (y[at] - value("bn.running_mean")[0]) / Math.sqrt(value("bn.running_var")[0] + 1e-5);
            y[at] = value("bn.weight")[0] * normalised + value("bn.bias")[0];
        }
        return y;
    }

    private float[] value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static double[] means(float[] x) {
        double[] means = new double[CHANNELS];
        for (int i = 0; i < x.length; i++) means[i / PLACES] += x[i] / (double) PLACES;
        return means;
    }

    private static double[] maxima(float[] x) {
        double[] maxima = new double[CHANNELS];
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) maxima[i / PLACES] = Math.max(maxima[i / PLACES], x[i]);
        return maxima;
    }

    private static float[] weighed(float[] x, double[] scores) {
        float[] y = x.clone();
        for (int i = 0; i < x.length; i++) y[i] *= (float) sigmoid(scores[i / PLACES]);
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float[] random(Random random, int size) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) numbers[i] = (float) random.nextGaussian();
        return numbers;
    }
}

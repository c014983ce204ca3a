package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.maskstream.model.network.NetworkParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponential moving average of weights and batch norm statistics: {@code a += (1 - d) * (w - a)} with d = min(decay, (1
 * + n) / (10 + n)) at the n-th update, so that a short average is not held back by where it began. For the training
 * thread, gradient mode off.
 */
final class Ema {

    private final List<NetworkParameter> parameters;
    private final float decay;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();
    private long updates;

    /** @param manager owns the averages */
    Ema(List<NetworkParameter> parameters, float decay, NDManager manager) {
        this.parameters = parameters;
        this.decay = decay;
        for (NetworkParameter p : parameters)
            averages.put(p.name(), manager.zeros(p.parameter().getArray().getShape()));
    }

    long updates() {
        return updates;
    }

    /** For a resumed run, whose averages were restored. */
    void updates(long updates) {
        this.updates = updates;
    }

    /** The averages by parameter name; the arrays themselves. */
    Map<String, NDArray> state() {
        return averages;
    }

    /** The averages in the order of the parameters; the arrays themselves. */
    List<NDArray> averages() {
        return List.copyOf(averages.values());
    }

    /** Takes the weights as they are now into the average. */
    void update(NDManager scope) {
        float d = updates == 0 ? 0 : Math.min(decay, (1f + updates) / (10f + updates));
        NDArray part = scope.create(1 - d);
        NDArray minusOne = scope.create(-1f);
        List<NDArray> arrays = averages();
        for (int i = 0; i < arrays.size(); i++) {
            NDArray average = arrays.get(i);
            NDArray difference = minusOne.mul(average);
            difference.addi(parameters.get(i).parameter().getArray());
            difference.muli(part);
            average.addi(difference);
        }
        updates++;
    }
}

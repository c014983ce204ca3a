package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Label smoothing (Szegedy et al. 2016): {@code (1 - e) * onehot + e / K}. Divided by the batch size here, so that the
 * loss is a plain sum.
 *
 * @param classes K
 * @param smoothing e, in [0,1)
 */
record SmoothedTargets(int classes, float smoothing) {

    NDArray of(int[] labels, NDManager scope) {
        float[] target = new float[labels.length * classes];
        Arrays.fill(target, smoothing / classes / labels.length);
        for (int i = 0; i < labels.length; i++) target[i * classes + labels[i]] += (1 - smoothing) / labels.length;
        return scope.create(target, new Shape(labels.length, classes));
    }
}

package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Label smoothing (Szegedy et al. 2016): {@code (1 - e) * onehot + e / K}. Divided by the batch size here, so that the
 * loss is a plain sum. In a mixed batch two labels share what is certain.
 *
 * @param classes K
 * @param smoothing e, in [0,1)
 */
record SmoothedTargets(int classes, float smoothing) {

    /** @param own weight of each image's own label, in [0,1]; the rest is that of {@link #partners} */
    NDArray of(int[] labels, float own, NDManager scope) {
        float[] target = new float[labels.length * classes];
        Arrays.fill(target, smoothing / classes / labels.length);
        int[] partners = partners(labels);
        float certain = (1 - smoothing) / labels.length;
        for (int i = 0; i < labels.length; i++) {
            target[i * classes + labels[i]] += own * certain;
            target[i * classes + partners[i]] += (1 - own) * certain;
        }
        return scope.create(target, new Shape(labels.length, classes));
    }

    /** The labels of the images that a mixed batch's images are mixed with. */
    static int[] partners(int[] labels) {
        int[] partners = new int[labels.length];
        for (int i = 0; i < labels.length; i++) partners[i] = labels[labels.length - 1 - i];
        return partners;
    }
}

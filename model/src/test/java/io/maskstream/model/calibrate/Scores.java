package io.maskstream.model.calibrate;

import io.maskstream.model.evaluate.Outputs;
import java.util.Random;

/** Logits of images whose classes were drawn from the softmax of {@code logits / temperature}. */
final class Scores {

    private Scores() {}

    static Outputs drawn(int images, int classes, double spread, double temperature, long seed) {
        Random random = new Random(seed);
        float[] logits = new float[images * classes];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            double[] weights = new double[classes];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                logits[i * classes + c] = (float) (spread * random.nextGaussian());
                weights[c] = Math.exp(logits[i * classes + c] / temperature);
                sum += weights[c];
            }
            double left = random.nextDouble() * sum;
            int label = 0;
            while (label < classes - 1 && left >= weights[label]) left -= weights[label++];
            labels[i] = label;
        }
        return new Outputs(classes, logits, labels);
    }
}

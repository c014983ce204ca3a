package io.maskstream.model.evaluate;

import io.maskstream.model.ModelSpec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image that the model got wrong.
 *
 * @param image its index in the data set
 * @param label true class id
 * @param predicted class id
 * @param confidence in the wrong class
 * @param confidenceInTrue in the true one
 */
public record Mistake(int image, int label, int predicted, double confidence, double confidenceInTrue) {

    /** The mistakes that the model was surest of, worst first. */
    static List<Mistake> worst(Outputs outputs, ModelSpec spec, int atMost) {
        return IntStream.range(0, outputs.images())
                .filter(i -> outputs.first(i) != outputs.labels()[i])
                .mapToObj(i -> {
                    double[] p = outputs.confidences(i, spec);
                    int label = outputs.labels()[i];
                    int first = outputs.first(i);
                    return new Mistake(i, label, first, p[first], p[label]);
                })
                .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
                .limit(atMost)
                .toList();
    }
}

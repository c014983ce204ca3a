package io.maskstream.model.runtime;

import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Logits to confidences: softmax of {@code logits / temperature} (Guo et al. 2017). The temperature is the runtime's,
 * never the network's. Any thread.
 */
public final class Confidence {

    // Of equal logits the smaller class id ranks first, so that results do not depend on the queue.
    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::logit).reversed().thenComparingInt(Candidate::classId);

    private Confidence() {}

    private record Candidate(int classId, double logit) {}

    /**
     * The most likely classes of one image, best first.
     *
     * @param logits of a batch
     * @param from where the image's {@code spec.classes()} logits begin
     * @param k how many at most, at least 1
     * @return empty when a logit is NaN or infinite: the model has no answer for this image
     */
    public static Optional<List<Prediction>> top(float[] logits, int from, ModelSpec spec, int k) {
        if (k < 1) throw new IllegalArgumentException("k: " + k + ", must be at least 1");
        int classes = spec.classes();
        if (!isFinite(logits, from, classes)) return Optional.empty();
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) highest = Math.max(highest, logits[from + c]);
        double sum = 0;
        // The worst of the best k is on top, to be replaced.
        PriorityQueue<Candidate> best = new PriorityQueue<>(Math.min(k, classes), BEST_FIRST.reversed());
        for (int c = 0; c < classes; c++) {
            double logit = logits[from + c];
            sum += exp(logit, highest, spec);
            best.add(new Candidate(c, logit));
            if (best.size() > k) best.remove();
        }
        List<Candidate> ranked = new ArrayList<>(best);
        ranked.sort(BEST_FIRST);
        List<Prediction> result = new ArrayList<>(ranked.size());
        for (Candidate c : ranked) {
            float confidence = (float) (exp(c.logit(), highest, spec) / sum);
            result.add(
                    new Prediction(result.size() + 1, c.classId(), spec.labels().get(c.classId()), confidence));
        }
        return Optional.of(List.copyOf(result));
    }

    /**
     * The confidences of one image by class id.
     *
     * @param logits of a batch, finite
     * @param from where the image's {@code spec.classes()} logits begin
     */
    public static double[] of(float[] logits, int from, ModelSpec spec) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < spec.classes(); c++) highest = Math.max(highest, logits[from + c]);
        double[] confidences = new double[spec.classes()];
        double sum = 0;
        for (int c = 0; c < confidences.length; c++) {
            confidences[c] = exp(logits[from + c], highest, spec);
            sum += confidences[c];
        }
        for (int c = 0; c < confidences.length; c++) confidences[c] /= sum;
        return confidences;
    }

    /**
     * The conformal prediction set: class ids with a confidence of at least {@code 1 - quantile}, most likely first. Empty
     * where no class is likely enough.
     *
     * @param confidences by class id
     */
    public static List<Integer> set(double[] confidences, Conformal conformal) {
        return IntStream.range(0, confidences.length)
                // The very score that the quantile is one of: 1 - p rounds otherwise than p >= 1 - q.
                .filter(c -> 1 - confidences[c] <= conformal.quantile())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -confidences[c]))
                .toList();
    }

    /** Whether {@code count} values from {@code from} on are neither NaN nor infinite. */
    public static boolean isFinite(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) if (!Float.isFinite(values[i])) return false;
        return true;
    }

    // Of the distance to the highest: never above 1, so that no logit is too large.
    private static double exp(double logit, double highest, ModelSpec spec) {
        return Math.exp((logit - highest) / spec.temperature());
    }
}

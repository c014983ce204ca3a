package io.maskstream.stream.infer;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logits to the most likely classes: softmax of logits / temperature. */
final class TopK {

    private TopK() {}

    /** Empty when a logit is NaN or infinite. */
    static Optional<List<Prediction>> of(float[] logits, int from, ModelSpec spec, int k) {
        int classes = spec.classes();
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            if (!Float.isFinite(logits[from + c])) return Optional.empty();
            highest = Math.max(highest, logits[from + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) sum += Math.exp((logits[from + c] - highest) / spec.temperature());
        boolean[] taken = new boolean[classes];
        List<Prediction> top = new ArrayList<>();
        for (int rank = 1; rank <= Math.min(k, classes); rank++) {
            int best = -1;
            for (int c = 0; c < classes; c++)
                if (!taken[c] && (best < 0 || logits[from + c] > logits[from + best])) best = c;
            taken[best] = true;
            double confidence = Math.exp((logits[from + best] - highest) / spec.temperature()) / sum;
            top.add(new Prediction(rank, best, spec.labels().get(best), (float) confidence));
        }
        return Optional.of(top);
    }
}

package io.maskstream.stream.infer;

import java.util.List;

/**
 * Images that go through a model together.
 *
 * @param model all of them are bound to it, and hold it open until they end
 * @param jobs at least one
 */
public record Batch(ServedModel model, List<InferenceJob> jobs) {

    public Batch {
        jobs = List.copyOf(jobs);
        if (jobs.isEmpty()) throw new IllegalArgumentException("jobs: empty, a batch needs at least one");
    }
}

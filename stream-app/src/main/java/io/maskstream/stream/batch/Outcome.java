package io.maskstream.stream.batch;

import io.maskstream.model.Prediction;
import io.maskstream.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a frame ended: exactly one of these for every record. Immutable. */
public sealed interface Outcome {

    /**
     * The frame was classified.
     *
     * @param results one for each region in the frame's order; a single one without id when it has no regions
     * @param decode time spent decoding and preprocessing the frame
     */
    record Classified(List<RegionResult> results, Duration decode) implements Outcome {}

    /** The frame was not worth classifying any more, or there were too many of its source; it was never decoded. */
    record Shed(ShedReason reason) implements Outcome {}

    /**
     * The frame becomes a dead letter.
     *
     * @param attempts how often it went through the model, or its content was tried to be fetched; 0 when it got to neither
     * @param modelVersion the version that it was bound to
     */
    record Rejected(Rejection rejection, int attempts, Optional<String> modelVersion) implements Outcome {

        public static Rejected before(Rejection rejection) {
            return new Rejected(rejection, 0, Optional.empty());
        }
    }

    /** Why a frame was shed. */
    enum ShedReason {
        /** Its own deadline had passed. */
        DEADLINE,
        /** Older than frame.max.age. */
        AGE,
        /** Its source sends more than source.max.rate. */
        RATE
    }

    /**
     * What the model says of one region.
     *
     * @param regionId empty for the whole image
     * @param predictions the top k, best first
     * @param predictionSet labels, best first; empty when it is off
     * @param lowConfidence the best confidence is below min.confidence
     * @param inferenceTime when the batch started
     * @param batchWait from decoded to the start of the batch
     * @param inference of the whole batch
     * @param batchSize images in it
     */
    record RegionResult(
            Optional<String> regionId,
            List<Prediction> predictions,
            Optional<List<String>> predictionSet,
            boolean lowConfidence,
            ModelIdentity model,
            Instant inferenceTime,
            Duration batchWait,
            Duration inference,
            int batchSize) {}
}

package io.maskstream.stream.batch;

import io.maskstream.model.image.ImageLimits;
import java.time.Duration;

/**
 * @param maxBatch images in a batch at most
 * @param linger how long an idle worker waits for a batch to fill; zero: not at all
 * @param inflightTime images in flight are bounded by this time times the measured service rate
 * @param inflightBytes encoded bytes in flight at most
 * @param decodeThreads at least 1
 * @param limits of one image
 * @param inferTimeout after which a native call is given up
 * @param topK predictions of a result
 * @param minConfidence below which a result is of low confidence; 0: off
 */
public record EngineSettings(
        int maxBatch,
        Duration linger,
        Duration inflightTime,
        long inflightBytes,
        int decodeThreads,
        ImageLimits limits,
        Duration inferTimeout,
        int topK,
        float minConfidence) {}

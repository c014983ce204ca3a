package io.maskstream.stream.batch;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import java.time.Duration;

/**
 * @param maxBatch images in a batch at most
 * @param linger how long an idle worker waits for a batch to fill; zero: not at all
 * @param inflightTime images in flight are bounded by this time times the measured service rate
 * @param inflightBytes encoded bytes in flight at most
 * @param decodeThreads at least 1
 * @param limits of one image
 * @param jpeg who decodes JPEG
 * @param inferTimeout after which a native call is given up
 * @param topK predictions of a result
 * @param minConfidence below which a result is of low confidence
 * @param predictionSet whether a result has the set of the model's conformal quantile
 */
public record EngineSettings(
        int maxBatch,
        Duration linger,
        Duration inflightTime,
        long inflightBytes,
        int decodeThreads,
        ImageLimits limits,
        JpegDecoding jpeg,
        Duration inferTimeout,
        int topK,
        MinConfidence minConfidence,
        boolean predictionSet) {

    /** @throws ModelException INVALID_ARTIFACT when the model was not calibrated for what is asked of it */
    void requireCalibrated(ModelSpec spec) {
        float unused = minConfidence.of(spec);
        if (predictionSet && spec.conformal().isEmpty())
            throw new ModelException(
                    ModelException.Kind.INVALID_ARTIFACT,
                    spec.name() + "/" + spec.version() + " has no conformal quantile in its manifest, which"
                            + " prediction.set = true asks for; export it with more calibration images, or set"
                            + " prediction.set to false");
    }
}

package io.maskstream.model.evaluate;

import io.maskstream.model.corrupt.Corruption;

/**
 * How a model did on images that were made worse.
 *
 * @param severity 1 to 5
 */
public record CorruptedScore(Corruption corruption, int severity, EvaluationReport report) {}

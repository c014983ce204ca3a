package io.maskstream.model.train;

/**
 * How a run ended.
 *
 * @param bestTop1 on the validation set, in [0,1]
 * @param bestEpoch which gave it, from 0
 * @param epochs of the run
 * @param seconds that training took, over all its starts
 */
public record TrainingSummary(double bestTop1, int bestEpoch, int epochs, double seconds) {}

package io.maskstream.model.train;

/**
 * What one step saw.
 *
 * @param loss mean over the batch, with label smoothing
 * @param correct images classified right before the update; of a mixed one the label with more weight counts
 * @param count images of the batch
 */
record StepResult(float loss, int correct, int count) {}

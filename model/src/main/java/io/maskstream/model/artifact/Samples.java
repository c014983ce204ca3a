package io.maskstream.model.artifact;

/**
 * Inputs with the logits that the model must give for them.
 *
 * @param count number of samples, at least 1
 * @param images {@code count * C * H * W} normalised floats
 * @param logits {@code count * classes} floats
 */
public record Samples(int count, float[] images, float[] logits) {}

package io.maskstream.model.train;

import io.maskstream.model.data.Dataset;
import io.maskstream.model.image.Preprocessor;

/**
 * @param train images to learn from
 * @param validation images that choose the checkpoint
 * @param preprocessor from an image to an input, the one that serves the model later
 * @param threads that prepare batches, at least 1
 */
public record TrainingData(Dataset train, Dataset validation, Preprocessor preprocessor, int threads) {}

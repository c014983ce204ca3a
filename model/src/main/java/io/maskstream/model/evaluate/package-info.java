/**
 * How good a model is on labelled images.
 *
 * <p>In: a predictor and a data set. Out: the {@link io.maskstream.model.evaluate.Outputs} for its images, and an {@link
 * io.maskstream.model.evaluate.EvaluationReport} of these. The calling thread
 * runs the model, loader threads prepare its batches. Failure: {@link io.maskstream.model.data.DatasetException} or {@link
 * io.maskstream.model.ModelException}. Door: {@link io.maskstream.model.evaluate.Evaluation}.
 */
@NullMarked
package io.maskstream.model.evaluate;

import org.jspecify.annotations.NullMarked;

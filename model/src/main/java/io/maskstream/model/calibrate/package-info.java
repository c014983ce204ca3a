/**
 * Confidences that mean something: what a held-out part of the training images says of a model's logits.
 *
 * <p>In: the logits of the calibration images, with their labels. Out: the model's spec with temperature, the confidence
 * for a risk, and the conformal quantile. Pure functions for any thread; nothing fails, too few images give nothing.
 * Door: {@link io.maskstream.model.calibrate.Calibrator}.
 */
@NullMarked
package io.maskstream.model.calibrate;

import org.jspecify.annotations.NullMarked;

/**
 * Artifacts to logits on devices, through DJL's PyTorch engine.
 *
 * <p>In: verified artifacts and batches. Out: logits and predictions. Predictors belong to one thread at a time. Failure:
 * {@link io.maskstream.model.ModelException}, whose kind says whose fault it is.
 */
@NullMarked
package io.maskstream.model.runtime;

import org.jspecify.annotations.NullMarked;

/**
 * Training, resumable to the same result.
 *
 * <p>In: a configuration, a training and a validation set. Out: a run folder with the configuration, a log, the newest
 * checkpoint and the best weights on the validation set. One thread trains (loader threads prepare its batches). Failure:
 * {@link io.maskstream.model.train.TrainingException} that says what to change; a killed run continues from its newest
 * checkpoint.
 */
@NullMarked
package io.maskstream.model.train;

import org.jspecify.annotations.NullMarked;

/**
 * The face of the model module: what a model is, what it says, why a frame is refused. Values only; immutable, any thread.
 * Failures of one image are {@link io.maskstream.model.Rejection} values; a broken model is a
 * {@link io.maskstream.model.ModelException}.
 */
@NullMarked
package io.maskstream.model;

import org.jspecify.annotations.NullMarked;

/**
 * Augmentation of training images.
 *
 * <p>In: an image with its {@link io.maskstream.model.data.ItemKey}, or a batch with its place in the run. Out: other
 * pixels of the same size, and how far the labels of a batch are mixed. All of it is immutable and safe for many threads;
 * each augmentation draws from a stream of its own that follows from (seed, epoch, index), so that a resumed run sees what
 * the uninterrupted one would have seen, and switching one augmentation on leaves the draws of the others alone. Settings
 * out of bounds are refused with an {@link java.lang.IllegalArgumentException}.
 */
@NullMarked
package io.maskstream.model.augment;

import org.jspecify.annotations.NullMarked;

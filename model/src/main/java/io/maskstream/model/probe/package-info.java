/**
 * What the masks of a trained network do.
 *
 * <p>In: a network with its weights, and labelled images in batches. Out: accuracies under interventions on the masks,
 * statistics of masks and gates, and whether a mask's map ranks the pixels that the answer rests on. The calling thread runs
 * the network; loader threads prepare its batches. Failure: {@link io.maskstream.model.data.DatasetException} for images
 * that cannot be read, IllegalArgumentException for a network without dynamic masks. Door: {@link
 * io.maskstream.model.probe.MaskProbe}.
 */
@NullMarked
package io.maskstream.model.probe;

import org.jspecify.annotations.NullMarked;

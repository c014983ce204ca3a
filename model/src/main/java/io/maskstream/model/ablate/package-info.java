/**
 * What comparing networks over paired runs says.
 *
 * <p>In: the result of each cell, an arm trained with a seed; cells of one seed share the split, the order, the
 * augmentation and the initial weights of what they have in common, so that their difference is the arm's. Out: a table
 * of differences with intervals. Plain values, any thread. Failure: IllegalArgumentException that names what does not
 * pair. Door: {@link io.maskstream.model.ablate.AblationTable}.
 */
@NullMarked
package io.maskstream.model.ablate;

import org.jspecify.annotations.NullMarked;

/**
 * Data sets from local files, split and fed to training and evaluation.
 *
 * <p>In: a {@code KIND:PATH} that names files in their published format; nothing is ever downloaded. Out: 8-bit RGB
 * images with class ids, and batches of normalised floats that worker threads prepare ahead of the step. Data sets are
 * safe for many threads; a {@link io.maskstream.model.data.Loader} belongs to one. Order and augmentation derive from
 * (seed, epoch, index) only. Failure: {@link io.maskstream.model.data.DatasetException} that names the file and the
 * remedy.
 */
@NullMarked
package io.maskstream.model.data;

import org.jspecify.annotations.NullMarked;

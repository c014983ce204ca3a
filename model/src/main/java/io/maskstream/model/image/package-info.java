/**
 * Bytes to pixels to model inputs.
 *
 * <p>In: encoded images and a {@link io.maskstream.model.ModelSpec}. Out: RGB pixels and normalised floats. Any thread; JDK
 * readers are reused per thread. A bad image is a rejected result, never an exception.
 */
@NullMarked
package io.maskstream.model.image;

import org.jspecify.annotations.NullMarked;

/**
 * Bytes to pixels to model inputs.
 *
 * <p>In: encoded images and a {@link io.maskstream.model.ModelSpec}. Out: RGB pixels and normalised floats. Any thread; readers
 * and scratch memory are reused per thread; libjpeg-turbo is a native library that may be there ({@link
 * io.maskstream.model.image.JpegDecoding}). A bad image is a rejected result, never an exception. Doors: {@link
 * io.maskstream.model.image.ImageDecoder} and {@link io.maskstream.model.image.Preprocessor}.
 */
@NullMarked
package io.maskstream.model.image;

import org.jspecify.annotations.NullMarked;

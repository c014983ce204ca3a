/**
 * Images made worse on purpose, as cameras make them.
 *
 * <p>In: an image at the network's size. Out: the same image changed, of the same size, as a {@link
 * io.maskstream.model.data.PixelTransform} that depends on the image's index and on nothing else that changes. Any thread.
 * Nothing fails. Door: {@link io.maskstream.model.corrupt.Corruption}.
 */
@NullMarked
package io.maskstream.model.corrupt;

import org.jspecify.annotations.NullMarked;

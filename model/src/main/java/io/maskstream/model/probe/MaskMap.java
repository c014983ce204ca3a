package io.maskstream.model.probe;

import io.maskstream.model.image.RgbImage;

/**
 * Where the input masks of a network weaken and strengthen an image.
 *
 * @param input the pixels that the network was given
 * @param map for each pixel, row by row, the mean over blocks, branches and groups of the mask that covers it, in (0,2); 1
 *     leaves as it is
 */
public record MaskMap(RgbImage input, float[] map) {}

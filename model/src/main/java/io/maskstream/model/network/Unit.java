package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/** A residual block of either kind. */
sealed interface Unit permits ResidualBlock, PlainBlock {

    /** [B, in, H, W] to [B, out, H/stride, W/stride] */
    NDArray apply(Pass pass, NDArray x);
}

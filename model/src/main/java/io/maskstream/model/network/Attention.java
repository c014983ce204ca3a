package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/** Weighs what a residual branch has computed, before the addition. */
interface Attention {

    /** [B, C, H, W] to the same shape */
    NDArray apply(Pass pass, NDArray f);
}

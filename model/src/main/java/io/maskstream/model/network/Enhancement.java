package io.maskstream.model.network;

/** How a masked block ends. */
public enum Enhancement {
    /** With the fusion's output as it is. */
    OFF,
    /** Channel attention and pixel attention add up, each with weight 1. */
    FIXED_BETA,
    /** A gate that follows the input weighs the two attentions. */
    DYNAMIC
}

package io.maskstream.model.network;

/** How the branches of a fusion are weighted, channel by channel. */
public enum Selection {
    /** By a softmax over the branches that follows the input (Li et al. 2019, SKNet). */
    DYNAMIC,
    /** All alike. */
    UNIFORM
}

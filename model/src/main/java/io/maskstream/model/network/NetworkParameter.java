package io.maskstream.model.network;

import ai.djl.nn.Parameter;

/**
 * A parameter or buffer of a network, under its PyTorch name.
 *
 * @param name such as {@code blocks.0.mb.mask.head.weight}
 * @param parameter the live value; its array belongs to the network
 * @param role what it is
 * @param maskPath whether it computes a mask
 */
public record NetworkParameter(String name, Parameter parameter, Role role, boolean maskPath) {

    /** What a parameter is. */
    public enum Role {
        /** A kernel or a matrix. */
        WEIGHT,
        /** Of a convolution or a linear layer. */
        BIAS,
        /** Gamma or beta of a batch normalisation. */
        NORMALIZATION,
        /** Running mean or variance: a buffer, changed by training passes, not by the optimizer. */
        STATISTIC
    }

    /** Whether the optimizer changes it. */
    public boolean isTrainable() {
        return role != Role.STATISTIC;
    }

    /** Whether weight decay applies: to kernels and matrices only. */
    public boolean decays() {
        return role == Role.WEIGHT;
    }
}

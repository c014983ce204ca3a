package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/**
 * Sees intermediate results of a pass, by PyTorch-like name: {@code stem}, and of every block {@code blocks.I}, {@code
 * blocks.I.mask}, {@code blocks.I.mbmcf}, {@code blocks.I.beta}, {@code blocks.I.aem}, as far as the network has them.
 */
@FunctionalInterface
public interface ActivationObserver {

    /** Ignores everything. */
    ActivationObserver NONE = (name, value) -> {};

    /**
     * @param name of the activation
     * @param value valid while the pass's manager is open; must not be changed. A mask is [B, branches * groups, H, W]
     *     or, on the kernel, [B, masks], where it is static [1, masks]
     */
    void activation(String name, NDArray value);
}

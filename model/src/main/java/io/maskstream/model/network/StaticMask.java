package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;

/**
 * The mask on the kernel without its context: [1, masks] in (0, 2), 1 at the start, the same for every input. It is what
 * {@link KernelMask} is when nothing but the bias of its head is learned, and like that bias it does not decay.
 */
final class StaticMask {

    private final Parameter bias;

    StaticMask(ParameterScope scope, KernelMaskLayout layout) {
        bias = scope.bias(layout.masks());
    }

    /** @param manager of the pass */
    NDArray apply(Pass pass, NDManager manager) {
        return Ops.scale(Ops.sigmoid(Ops.view(pass.value(bias), manager, 1, -1)), 2);
    }
}
